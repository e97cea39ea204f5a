package org.coroutines4j.benchmarks;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The result of JMH for one peer in one workload, in nanoseconds per operation.
 *
 * @param workload the name of the benchmark class and the values of its parameters
 * @param peer the name of the benchmark method
 * @param median the median of all iterations of all forks
 * @param error half the width of the 99.9 % confidence interval around the mean
 */
record Measured(String workload, String peer, double median, double error) {
  static Measured of(RunResult result) {
    String[] name = result.getParams().getBenchmark().split("\\.", -1);
    StringBuilder workload = new StringBuilder(name[name.length - 2]);
    for (String key : result.getParams().getParamsKeys()) {
      workload.append(", ").append(key).append(' ').append(result.getParams().getParam(key));
    }
    Result<?> measured = result.getPrimaryResult();
    return new Measured(
        workload.toString(),
        name[name.length - 1],
        measured.getStatistics().getPercentile(50),
        measured.getScoreError());
  }

  boolean isOurs() {
    return peer.startsWith("coroutines4j");
  }
}
