package org.coroutines4j.internal.flow;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.runtime.time.Nanos;

/**
 * Lets at most {@code n} events happen in any period of a given length, measured by the clock of
 * the scope. One coroutine at a time may use it.
 */
final class RateWindow {
  private final int n;
  private final long nanos;

  /** The times of the last {@code n} events, or of those that are younger than the period. */
  private final Deque<Long> times = new ArrayDeque<>();

  RateWindow(int n, Duration per) {
    this.n = n;
    this.nanos = Nanos.of(per);
  }

  /** Waits until the next event may happen, and records it. A cancellation point if it waits. */
  void next() {
    long now = Pacer.now();
    if (times.size() == n) {
      long left = nanos == Nanos.FOREVER ? nanos : nanos - (now - times.getFirst());
      if (left > 0) {
        AwaitOperations.delay(Duration.ofNanos(left));
        now = Pacer.now();
      }
    }
    while (!times.isEmpty() && now - times.getFirst() >= nanos) {
      times.removeFirst();
    }
    times.addLast(now);
  }
}
