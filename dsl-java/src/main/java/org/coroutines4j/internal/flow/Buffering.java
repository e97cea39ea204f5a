package org.coroutines4j.internal.flow;

import org.coroutines4j.Dispatcher;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.jspecify.annotations.Nullable;

/**
 * The buffer between the tasks of a flow and its collector. Operators downstream change it by the
 * fusion rules of kotlinx:
 *
 * <ul>
 *   <li>A requested capacity replaces the default one.
 *   <li>The requested capacities of several operators add up.
 *   <li>{@code conflate} replaces the capacities that were requested upstream of it.
 * </ul>
 *
 * @param capacity the number of buffered values
 * @param asked whether an operator has requested this capacity
 * @param onOverflow what happens to a value when the buffer is full
 * @param dispatcher the dispatcher of the tasks; null for the one of the collector
 */
public record Buffering(
    int capacity, boolean asked, Overflow onOverflow, @Nullable Dispatcher dispatcher) {
  /** The default capacity, as in kotlinx. */
  static final int STANDARD_CAPACITY = 64;

  public static final Buffering STANDARD =
      new Buffering(STANDARD_CAPACITY, false, Overflow.SUSPEND, null);

  /** Applies a {@code buffer(n)} downstream. */
  Buffering plus(int n) {
    int sum = asked ? capacity + n : n;
    return new Buffering(sum >= 0 ? sum : Integer.MAX_VALUE, true, onOverflow, dispatcher);
  }

  /** Applies a {@code conflate()} downstream. */
  Buffering conflated() {
    return new Buffering(0, true, Overflow.DROP_OLDEST, dispatcher);
  }

  /** Applies a {@code flowOn(target)} downstream. The one nearest to the source wins. */
  Buffering on(Dispatcher target) {
    return new Buffering(capacity, asked, onOverflow, dispatcher == null ? target : dispatcher);
  }

  /** Returns a new, empty channel with this capacity and overflow strategy. */
  <T> Channel<T> channel() {
    return onOverflow == Overflow.SUSPEND
        ? Channel.buffered(capacity)
        : Channel.<T>builder().capacity(capacity).onOverflow(onOverflow).build();
  }
}
