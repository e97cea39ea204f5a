package org.coroutines4j.internal.flow;

import org.coroutines4j.Dispatcher;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.jspecify.annotations.Nullable;

/**
 * How values wait between the tasks of a flow and its collector, as the operators below say that
 * kotlinx fuses: what they ask for takes the place of a buffer that nobody has asked for, several
 * buffers are one of their sum, and what drops values ends what came before.
 *
 * @param capacity how many values wait
 * @param asked whether an operator has asked for this capacity
 * @param onOverflow what becomes of further ones
 * @param dispatcher where the tasks run; null where the collector does
 */
public record Buffering(
    int capacity, boolean asked, Overflow onOverflow, @Nullable Dispatcher dispatcher) {
  /** How many values of a source that does not wait for its collector are kept: as in kotlinx. */
  static final int STANDARD_CAPACITY = 64;

  public static final Buffering STANDARD =
      new Buffering(STANDARD_CAPACITY, false, Overflow.SUSPEND, null);

  /** With a {@code buffer(n)} below. */
  Buffering plus(int n) {
    int sum = asked ? capacity + n : n;
    return new Buffering(sum >= 0 ? sum : Integer.MAX_VALUE, true, onOverflow, dispatcher);
  }

  /** With a {@code conflate()} below. */
  Buffering conflated() {
    return new Buffering(0, true, Overflow.DROP_OLDEST, dispatcher);
  }

  /** With a {@code flowOn(there)} below; the one nearest to the source counts. */
  Buffering on(Dispatcher there) {
    return new Buffering(capacity, asked, onOverflow, dispatcher == null ? there : dispatcher);
  }

  /** Where the values wait. */
  <T> Channel<T> channel() {
    return onOverflow == Overflow.SUSPEND
        ? Channel.buffered(capacity)
        : Channel.<T>builder().capacity(capacity).onOverflow(onOverflow).build();
  }
}
