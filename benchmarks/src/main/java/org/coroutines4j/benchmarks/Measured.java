package org.coroutines4j.benchmarks;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The result of JMH for one peer in one workload.
 *
 * @param cores the number of cores that the process was bound to
 * @param workload the name of the benchmark class and the values of its parameters
 * @param peer the name of the benchmark method
 * @param median the median of all iterations of all forks, in nanoseconds per operation
 * @param error half the width of the 99.9 % confidence interval around the mean
 * @param bytes the bytes that all threads allocated per operation
 */
record Measured(
    int cores, String workload, String peer, double median, double error, double bytes) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  static Measured of(RunResult result, int cores) {
    String[] name = result.getParams().getBenchmark().split("\\.", -1);
    StringBuilder workload = new StringBuilder(name[name.length - 2]);
    for (String key : result.getParams().getParamsKeys()) {
      workload.append(", ").append(key).append(' ').append(result.getParams().getParam(key));
    }
    Result<?> measured = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    return new Measured(
        cores,
        workload.toString(),
        name[name.length - 1],
        measured.getStatistics().getPercentile(50),
        measured.getScoreError(),
        allocated == null ? Double.NaN : allocated.getStatistics().getPercentile(50));
  }

  /** Returns the workload and the peer, as {@code Workload.peer}, followed by the parameters. */
  String row() {
    int parameters = workload.indexOf(',');
    return parameters < 0
        ? workload + "." + peer
        : workload.substring(0, parameters) + "." + peer + workload.substring(parameters);
  }

  PeerKind kind() {
    return PeerKind.of(peer);
  }
}
