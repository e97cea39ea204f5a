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
 *   <li>{@code conflate}, or a buffer that drops values, replaces the capacities that were
 *       requested upstream of it.
 * </ul>
 *
 * @param capacity the number of buffered values
 * @param asked whether an operator has requested this capacity
 * @param onOverflow what happens to a value when the buffer is full
 * @param dispatcher the dispatcher of the tasks; null for the one of the collector
 * @param name the name of the task that collects the upstream flow; null for a default name
 */
public record Buffering(
    int capacity,
    boolean asked,
    Overflow onOverflow,
    @Nullable Dispatcher dispatcher,
    @Nullable String name) {
  /** The default capacity, as in kotlinx. */
  static final int STANDARD_CAPACITY = 64;

  public static final Buffering STANDARD =
      new Buffering(STANDARD_CAPACITY, false, Overflow.SUSPEND, null, null);

  /** No buffer, unless an operator downstream asks for one. */
  static final Buffering NONE = new Buffering(0, false, Overflow.SUSPEND, null, null);

  /** Applies a {@code buffer()} downstream. */
  Buffering withDefault() {
    return asked ? this : new Buffering(STANDARD_CAPACITY, false, onOverflow, dispatcher, name);
  }

  /** Applies a {@code buffer(n)} downstream. */
  Buffering plus(int n) {
    int sum = asked ? capacity + n : n;
    return new Buffering(sum >= 0 ? sum : Integer.MAX_VALUE, true, onOverflow, dispatcher, name);
  }

  /** Applies a {@code conflate()} downstream. */
  Buffering conflated() {
    return dropping(0, Overflow.DROP_OLDEST);
  }

  /** Applies a {@code buffer(n, policy)} downstream that drops values. */
  Buffering dropping(int n, Overflow policy) {
    return new Buffering(n, true, policy, dispatcher, name);
  }

  /** Applies a {@code flowOn(target)} downstream. The one nearest to the source wins. */
  Buffering on(Dispatcher target) {
    return new Buffering(
        capacity, asked, onOverflow, dispatcher == null ? target : dispatcher, name);
  }

  /** Applies a {@code flowOn(newName)} downstream. The one nearest to the source wins. */
  Buffering named(String newName) {
    return new Buffering(capacity, asked, onOverflow, dispatcher, name == null ? newName : name);
  }

  /** Returns a new, empty channel with this capacity and overflow strategy. */
  <T> Channel<T> channel() {
    return onOverflow == Overflow.SUSPEND
        ? Channel.buffered(capacity)
        : Channel.<T>builder().capacity(capacity).onOverflow(onOverflow).build();
  }
}
