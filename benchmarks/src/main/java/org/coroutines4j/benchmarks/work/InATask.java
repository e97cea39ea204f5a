package org.coroutines4j.benchmarks.work;

import org.coroutines4j.Async;
import org.coroutines4j.ScopeFunction;

/**
 * Runs a workload in a task, on a thread of the dispatcher, as the peers run theirs on virtual
 * threads or workers. In line with the platform thread that JMH calls on, each wait would park
 * that.
 */
final class InATask {
  private InATask() {}

  static long call(ScopeFunction<Long> body) {
    return Async.call(program -> program.async(() -> Async.taskScope().call(body)).await());
  }
}
