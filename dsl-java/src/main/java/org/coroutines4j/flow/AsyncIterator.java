package org.coroutines4j.flow;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Pulls the values of a flow, one at a time: nothing is computed before it is asked for. For one
 * task at a time.
 *
 * <p>It is closed by {@link #close}, by the end or the failure of the flow, and otherwise (after a
 * {@code break}) when the block or task that has made it ends. The producer's {@code finally} has
 * run then, waits included. Outside a task it must be closed by try-with-resources.
 *
 * @param <T> the type of the values, which are never null
 */
public interface AsyncIterator<T> extends Iterator<T>, AutoCloseable {
  /**
   * Whether there is another value; waits until the flow has emitted it or has ended. A
   * cancellation point; a caller that is cancelled loses nothing, and may ask again.
   */
  @Override
  boolean hasNext();

  /**
   * The next value; waits for it as {@link #hasNext} does.
   *
   * @throws NoSuchElementException if the flow has ended, or the iterator is closed
   */
  @Override
  T next();

  /**
   * Cancels the flow and waits, whatever is cancelled meanwhile, until it has ended. Does nothing
   * if it has. Not a cancellation point. Throws what the flow fails with now, as its {@code
   * finally} may.
   */
  @Override
  void close();
}
