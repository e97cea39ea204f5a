package org.coroutines4j.flow;

import java.util.List;
import org.coroutines4j.function.ThrowingConsumer;

/**
 * A hot flow: each emitted value goes to all current collectors. A collection never ends by itself.
 *
 * <p><b>Many collectors:</b> the time that kotlinx needs to emit one value to n collectors grows
 * with the square of n, since each collector that resumes checks all other collectors. For
 * thousands of receivers, let one task collect, and send each value to one {@code Channel} per
 * receiver.
 *
 * @param <T> the type of the values
 */
public interface SharedFlow<T> extends AsyncFlow<T> {
  /** Returns the values that a new collector gets first, oldest first. */
  List<T> replayed();

  /**
   * Returns the number of current collectors.
   *
   * @throws UnsupportedOperationException if this flow was made from a Kotlin flow that does not
   *     count its collectors
   */
  int collectors();

  /**
   * Returns the number of current collectors, as a state. Returns immediately, on any thread.
   *
   * @throws UnsupportedOperationException if this flow was made from a Kotlin flow that does not
   *     count its collectors
   */
  StateFlow<Integer> subscriptionCount();

  /**
   * Returns this flow, with a call of {@code action} for each collector once it is registered: it
   * misses no value that is emitted after that. The values that {@code action} emits go to that
   * collector only, before all others. {@code action} runs in the collector.
   */
  SharedFlow<T> onSubscription(ThrowingConsumer<Emitter<T>> action);
}
