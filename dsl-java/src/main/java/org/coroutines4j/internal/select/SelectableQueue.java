package org.coroutines4j.internal.select;

import java.util.concurrent.Callable;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.function.ThrowingFunction;

/** A queue that select can wait on. All queues of this library implement it. */
public interface SelectableQueue<T> {
  /** Returns a clause that gets an item and calls {@code handler} with it. */
  SelectClause getClause(ThrowingFunction<?, ?> handler);

  /** Returns a clause that puts {@code item} and then calls {@code handler}. */
  SelectClause putClause(Object item, Callable<?> handler);

  /**
   * Returns {@code queue} as a queue of this library.
   *
   * @throws IllegalArgumentException if {@code queue} is a user's own implementation
   */
  static SelectableQueue<?> of(AsyncQueue<?> queue) {
    if (queue instanceof SelectableQueue<?> own) {
      return own;
    }
    throw new IllegalArgumentException(
        "not a queue of coroutines4j; AsyncQueue.fifo(max), for example, creates one: " + queue);
  }
}
