package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.atomic.LongAdder;

/** Counts the bodies that have a thread, so that a leaked one can be found. */
final class LiveBodies {
  private final LongAdder live = new LongAdder();

  /** The body, counted from now until it has run; {@link #abandon()} if it will never run. */
  Runnable counted(Runnable body) {
    live.increment();
    return () -> {
      try {
        body.run();
      } finally {
        live.decrement();
      }
    };
  }

  void abandon() {
    live.decrement();
  }

  long count() {
    return live.sum();
  }
}
