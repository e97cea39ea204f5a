package org.coroutines4j;

import java.util.Optional;

/**
 * A source of threads for tasks, with an optional limit on how many tasks run concurrently. Created
 * by {@link Dispatchers}. Methods of this library refuse an implementation of your own with {@link
 * IllegalArgumentException}.
 */
public interface Dispatcher {
  /**
   * Returns a dispatcher on the same threads that <em>runs</em> at most {@code n} tasks
   * concurrently. A limit of this dispatcher applies as well. Each call returns a dispatcher with a
   * limit of its own.
   *
   * <p>A running task holds one of {@code n} permits. It releases the permit when it ends, whenever
   * it has to wait in this library, and always in {@link Async#delay}, {@link Async#yieldNow} and
   * {@link Async#blocking(java.util.concurrent.Callable)}. The tasks that need a permit get it in
   * FIFO order.
   *
   * <p>A task that waits while it holds a lock can deadlock: it needs a permit to continue, and the
   * tasks that hold the permits may be blocked on that lock. {@linkplain Diagnostics#setDebug Debug
   * mode} reports such a deadlock on platform threads.
   *
   * @param n the maximum number of running tasks, at least 1
   * @throws IllegalArgumentException if {@code n} is less than 1
   */
  Dispatcher limitedParallelism(int n);

  /**
   * Returns the permits of this moment. Returns empty if this dispatcher has no limit. The tasks
   * continue meanwhile, so the numbers may be outdated already. In virtual time, the tasks of a
   * test hold the permit of the test instead. Never waits.
   */
  Optional<DispatcherSnapshot> snapshot();
}
