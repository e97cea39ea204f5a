package org.coroutines4j.internal.flow;

import java.time.Duration;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.time.Nanos;

/**
 * Keeps a minimum time between events, measured by the clock of the scope. One coroutine at a time
 * may use it.
 */
final class Pacer {
  private final long nanos;
  private boolean begun;

  /** Whether the next event is never due. */
  private boolean never;

  /** The time of the next event; valid once {@link #begun}. */
  private long due;

  Pacer(Duration between) {
    nanos = Nanos.of(between);
  }

  /** Sets the first event to be due after {@code delay}. */
  void beginIn(Duration delay) {
    begin(Nanos.of(delay));
  }

  private void begin(long delay) {
    due = now() + delay;
    never = delay == Nanos.FOREVER;
    begun = true;
  }

  /**
   * Waits until the next event is due, counted from the actual time of the event before. The first
   * event is due immediately.
   */
  void next() {
    awaitDue();
    begin(nanos);
  }

  /**
   * Waits until the next event is due, counted from the time at which the event before was due. So
   * delays do not add up.
   */
  void nextDue() {
    awaitDue();
    due += nanos;
    never = nanos == Nanos.FOREVER;
  }

  private void awaitDue() {
    long left = !begun ? 0 : never ? Nanos.FOREVER : due - now();
    if (left > 0) {
      AwaitOperations.delay(Duration.ofNanos(left));
    }
  }

  static long now() {
    return CoroutineThreads.<Long>call(body -> body.dispatcher().clock().nanoTime());
  }
}
