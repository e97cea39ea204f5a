package org.coroutines4j.internal.flow;

import java.time.Duration;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.time.Nanos;

/** Keeps a time between events, by the clock of the scope. For one coroutine at a time. */
final class Pacer {
  private final long nanos;
  private boolean begun;

  /** When the next event may happen, once it has begun. */
  private long due;

  Pacer(Duration between) {
    nanos = Nanos.of(between);
  }

  /** An event happens now. */
  void begin() {
    due = now() + nanos;
    begun = true;
  }

  /** Waits until the time since the event before has passed; the next one happens now. */
  void next() {
    awaitDue();
    begin();
  }

  /** As {@link #next}; the next event happens when it was due, though this comes late. */
  void nextDue() {
    awaitDue();
    due += nanos;
  }

  private void awaitDue() {
    long left = begun ? due - now() : 0;
    if (left > 0) {
      AwaitOperations.delay(Duration.ofNanos(left));
    }
  }

  private static long now() {
    return CoroutineThreads.<Long>call(body -> body.dispatcher().clock().nanoTime());
  }
}
