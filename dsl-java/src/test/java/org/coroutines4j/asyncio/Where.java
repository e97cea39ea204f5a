package org.coroutines4j.asyncio;

import org.coroutines4j.Async;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ScopeAction;

/** Where a case runs: really in parallel, or one body at a time as in asyncio. */
enum Where {
  IN_PARALLEL,
  ONE_AT_A_TIME;

  /** Runs a program there, as {@link Async#run} does. */
  void run(ScopeAction program) {
    Async.supervisorScope().named("program").on(dispatcher()).run(program);
  }

  /**
   * In a program that runs one body at a time: all tasks that can run do so until they wait, and so
   * do those that they wake.
   */
  static void letOthersRun() {
    for (int i = 0; i < 5; i++) {
      Async.yieldNow();
    }
  }

  private Dispatcher dispatcher() {
    return switch (this) {
      case IN_PARALLEL -> Dispatchers.virtual();
      case ONE_AT_A_TIME -> Dispatchers.cpu().limitedParallelism(1);
    };
  }
}
