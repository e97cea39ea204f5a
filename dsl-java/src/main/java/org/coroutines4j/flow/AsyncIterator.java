package org.coroutines4j.flow;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * An iterator that pulls the values of a flow one at a time, each on request. Nothing is computed
 * ahead of a request. One task at a time may use it.
 *
 * <p><b>When it closes:</b> an iterator is closed by {@link #close}, by the end of the flow and by
 * its failure. If a loop ends earlier, by {@code break} or an exception, Java cannot detect that.
 * The iterator is then closed when the block or task that created it ends; if the cleanup of the
 * flow fails then, that block or task fails. Outside of tasks there is no such end: close the
 * iterator by try-with-resources.
 *
 * <p><b>How the flow ends then:</b>
 *
 * <ul>
 *   <li>A flow that waits in its {@code emit} is not cancelled: {@code emit} throws an exception.
 *       Waits in the {@code finally} blocks of the flow work as usual.
 *   <li>A flow that still computes a value is cancelled, and so is one whose consumer is cancelled.
 *       Waits in its {@code finally} blocks then need {@code nonCancellable}.
 * </ul>
 *
 * <p>Either way the flow has ended when the iterator is closed.
 *
 * @param <T> the type of the values, which are never null
 */
public interface AsyncIterator<T> extends Iterator<T>, AutoCloseable {
  /**
   * Returns whether there is another value. Waits until the flow has emitted a value or has ended.
   * A cancellation point. A cancelled caller loses no value and may call this method again.
   *
   * <p>If the flow has failed, throws its failure, wrapped as {@link org.coroutines4j.Task#await}
   * does if it is a checked exception.
   *
   * @throws java.util.concurrent.CancellationException if the caller is cancelled, or if the block
   *     or task that created this iterator has ended
   * @throws IllegalStateException if another task waits for a value of this iterator, or on a
   *     thread that must not wait
   */
  @Override
  boolean hasNext();

  /**
   * Returns the next value. Waits for it, and throws, as {@link #hasNext} does. A cancellation
   * point.
   *
   * @throws NoSuchElementException if the flow has ended, or if the iterator is closed
   */
  @Override
  T next();

  /**
   * Ends the flow and waits until it has ended, even if the caller is cancelled. Throws a failure
   * of the flow, such as of its cleanup, that no call has thrown yet. Has no effect if the iterator
   * is closed already. Not a cancellation point.
   */
  @Override
  void close();
}
