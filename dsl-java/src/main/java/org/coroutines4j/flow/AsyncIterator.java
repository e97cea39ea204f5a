package org.coroutines4j.flow;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Pulls the values of a flow, one at a time: nothing is computed before it is asked for. For one
 * task at a time.
 *
 * <p>It is closed by {@link #close}, by the end or the failure of the flow, and otherwise (after a
 * {@code break}, or an exception out of the loop) when the block or task that has made it ends,
 * whose failure that of the producer's cleanup is then. Outside a task it must be closed by
 * try-with-resources. A producer that stands in its {@code emit} then is not cancelled, but gets an
 * exception from there: waits in its {@code finally} work as anywhere. One that is still computing
 * a value, or whose consumer is cancelled, is cancelled; waits in its {@code finally} need {@code
 * nonCancellable} then. Either way it has ended when the iterator is closed.
 *
 * @param <T> the type of the values, which are never null
 */
public interface AsyncIterator<T> extends Iterator<T>, AutoCloseable {
  /**
   * Whether there is another value; waits until the flow has emitted it or has ended. A
   * cancellation point; a caller that is cancelled loses nothing, and may ask again.
   *
   * @throws IllegalStateException if another task waits here
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
   * Ends the flow and waits, whatever is cancelled meanwhile, until it has ended; throws what its
   * cleanup throws. Does nothing if it has ended. Not a cancellation point.
   */
  @Override
  void close();
}
