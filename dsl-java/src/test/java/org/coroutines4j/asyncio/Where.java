package org.coroutines4j.asyncio;

import org.coroutines4j.Async;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ScopeAction;

/** Where a case runs: in parallel, or on an event loop as in asyncio. */
enum Where {
  IN_PARALLEL,
  EVENT_LOOP;

  /** Runs a program there, as {@link Async#run} does. */
  void run(ScopeAction program) {
    Async.supervisorScope().named("program").on(dispatcher()).run(program);
  }

  /**
   * On an event loop: all tasks that can run do so until they wait, and so do those that they wake.
   */
  static void letOthersRun() {
    for (int i = 0; i < 5; i++) {
      Async.yieldNow();
    }
  }

  private Dispatcher dispatcher() {
    return switch (this) {
      case IN_PARALLEL -> Dispatchers.virtual();
      case EVENT_LOOP -> Dispatchers.eventLoop();
    };
  }
}
