package org.coroutines4j.flow;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * An iterator that pulls the values of a flow one at a time, each on request. Nothing is computed
 * ahead of a request, unless an operator of the flow runs ahead, as {@link AsyncFlow#buffer} does.
 * One task at a time may use it.
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
 * <p><b>Where the flow runs:</b> a flow is pulled in line if all of it is Java code that computes
 * or receives one value after the other. Its sources are {@code range}, {@code of}, {@code
 * fromIterable}, {@code iterate}, {@code fromChannel} and {@code empty}. Its operators are {@code
 * map}, {@code mapNotNull}, {@code filter}, {@code onEach}, {@code take}, {@code takeWhile}, {@code
 * drop}, {@code dropWhile}, {@code distinct}, {@code distinctUntilChanged}, {@code withIndex},
 * {@code scan}, {@code runningReduce}, {@code sliding}, {@code concatWith} and {@code
 * flatMapConcat}. Any other flow is collected by a helper coroutine on the dispatcher, and with the
 * context elements, of the code that created the iterator. The rules above hold for both.
 *
 * <ul>
 *   <li>In line, a lambda runs on the thread that asks for a value, as a part of that task. It sees
 *       the thread-local values of that thread, {@link org.coroutines4j.Tasks#current} is that
 *       task, and an interrupt of the thread cancels that task. Asking for a value that is there
 *       lets no other task run.
 *   <li>Only the code that created the iterator pulls in line: the same task, in the same block. If
 *       another task asks for a value, or code in a block within, such as a {@code withTimeout}
 *       around {@link #next}, a helper coroutine collects the rest of the flow from then on. So a
 *       timeout around {@link #next} alone never cancels a lambda.
 *   <li>If the lambda of {@code flatMapConcat} returns a flow that is not pulled in line, such as
 *       one of {@code generate}, a helper coroutine collects the rest of the whole flow from then
 *       on.
 *   <li>On a thread outside all tasks, a helper coroutine collects every flow.
 * </ul>
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
