package org.coroutines4j.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * The rows whose bytes are checked. In three runs of the short form on one processor, each of their
 * figures differed by less than 5 %. Only SelectReceive of 2 channels takes 327 or 359 bytes, from
 * run to run; the greater figure is committed. Left out are:
 *
 * <ul>
 *   <li>CancelLatency: JMH counts what its setup allocates, the start of the tasks, as well; 48 %
 *       apart.
 *   <li>MapConcurrentThatWaits: how often a task parks depends on the clock; 27 % apart.
 *   <li>RendezvousChannel: how often a side parks depends on the scheduler; 20 % apart.
 *   <li>SelectReceive of 8 channels: whether the compiler removes the clauses varies; 33 % apart.
 *   <li>DebugMode: the same workloads as SpawnAwait and EventLoopSwitches.
 *   <li>Skynet: a single invocation takes seconds; SpawnAwait and ScopeCost cover its parts.
 * </ul>
 */
final class CheckedRows {
  /** Matches the benchmarks by the end of their names, {@code .Workload.peer}. */
  static final String PATTERN =
      "\\.("
          + String.join(
              "|",
              List.of(
                  "BufferedChannel.coroutines4j",
                  "ContextPropagation.twoThreadLocals",
                  "EventLoopSwitches.coroutines4j",
                  "LinearFlow.coroutines4j",
                  "ManyToMany.coroutines4j",
                  "MapConcurrentList.coroutines4j",
                  "MapConcurrentOrdered.coroutines4j",
                  "MapConcurrentUnordered.coroutines4j",
                  "MutexHandOver.coroutines4j",
                  "PullIterator.coroutines4j",
                  "PullIterator.coroutines4jBuffered",
                  "PullIterator.coroutines4jInLine",
                  "RaceOfTwo.coroutines4j",
                  "ScopeCost.coroutines4j",
                  "SelectReceive.coroutines4j",
                  "SemaphorePasses.coroutines4j",
                  "SpawnAwait.coroutines4j",
                  "TimeoutOfAValue.coroutines4j"))
          + ")$";

  /** The values of parameters for which one is enough; of {@code forks} all are measured. */
  static final Map<String, String> PARAMETERS =
      Map.of("capacity", "64", "channels", "2", "pairs", "4");

  private CheckedRows() {}
}
