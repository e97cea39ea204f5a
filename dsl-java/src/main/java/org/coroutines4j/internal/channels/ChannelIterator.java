package org.coroutines4j.internal.channels;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.jspecify.annotations.Nullable;

/** An iterator over the elements that come until the end of a channel or queue. Not thread-safe. */
public final class ChannelIterator<E> implements Iterator<E> {
  /** Waits for an element or a {@link Closed}. */
  private final Supplier<Object> source;

  /**
   * What {@link #source} has returned and {@link #next} has not: an element or a {@link Closed};
   * null if there is neither.
   */
  private @Nullable Object next;

  public ChannelIterator(Supplier<Object> source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = source.get();
    }
    if (next instanceof Closed closed) {
      if (closed.getCause() != null) {
        throw CloseCauses.exceptionOf(closed.getCause());
      }
      return false;
    }
    return true;
  }

  @Override
  public E next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException(
          "the channel or queue has ended. Call hasNext() before next().");
    }
    E element = ReceiveChannelAdapter.element(next);
    next = null;
    return element;
  }
}
