package org.coroutines4j.benchmarks.work;

import org.coroutines4j.Async;
import org.coroutines4j.ScopeFunction;

/**
 * Runs a workload in a task, on a thread of the dispatcher, as the peers run theirs on virtual
 * threads or workers. Run directly on the platform thread that JMH calls on, each wait would park
 * that thread.
 */
final class InATask {
  private InATask() {}

  static long call(ScopeFunction<Long> body) {
    return Async.call(program -> program.async(() -> Async.taskScope().call(body)).await());
  }
}
