package org.coroutines4j.internal.channels;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.jspecify.annotations.Nullable;

/** What comes until the end. For one task at a time. */
public final class ChannelIterator<E> implements Iterator<E> {
  /** Waits for an element or a {@link Closed}. */
  private final Supplier<Object> source;

  /** What has been asked for and not taken yet. */
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
      throw new NoSuchElementException("the channel or queue has ended, as hasNext() tells");
    }
    E element = ReceiveChannelAdapter.element(next);
    next = null;
    return element;
  }
}
