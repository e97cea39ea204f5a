package org.coroutines4j;

/** Where tasks run and how many of them at once; made by {@link Dispatchers}. */
public interface Dispatcher {
  /**
   * The same threads, with at most {@code n} tasks <em>running</em> at once, within the limit of
   * this one. A task that waits in this library counts for nothing; turns are handed on in the
   * order of asking, at each wait, {@link Async#delay} and {@link Async#yieldNow}. Waiting while
   * holding a lock can deadlock under a limit. Each call makes a limit of its own.
   *
   * @throws IllegalArgumentException if {@code n} is less than 1
   */
  Dispatcher limitedParallelism(int n);
}
