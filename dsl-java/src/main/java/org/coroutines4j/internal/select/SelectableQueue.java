package org.coroutines4j.internal.select;

import java.util.concurrent.Callable;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.function.ThrowingFunction;

/** A queue of this library, which select can wait for. */
public interface SelectableQueue<T> {
  /** Returns a clause that gets an item. */
  SelectClause getClause(ThrowingFunction<?, ?> handler);

  /** Returns a clause that puts {@code item}. */
  SelectClause putClause(Object item, Callable<?> handler);

  /**
   * Returns {@code queue}, which must be of this library.
   *
   * @throws IllegalArgumentException if {@code queue} is a user's own implementation
   */
  static SelectableQueue<?> of(AsyncQueue<?> queue) {
    if (queue instanceof SelectableQueue<?> own) {
      return own;
    }
    throw new IllegalArgumentException("not a queue of coroutines4j: " + queue);
  }
}
