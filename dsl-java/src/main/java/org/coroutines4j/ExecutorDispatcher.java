package org.coroutines4j;

/**
 * A dispatcher on the threads of an executor, for tasks that do not wait. Created by {@link
 * Dispatchers#from}.
 */
public interface ExecutorDispatcher extends Dispatcher {
  /**
   * Returns a dispatcher on the same threads, on which cancelling a task interrupts its thread. By
   * default the thread is not interrupted, since it may also run code other than the task, as a
   * Swing or Netty thread does.
   */
  ExecutorDispatcher interruptible();

  @Override
  ExecutorDispatcher limitedParallelism(int n);
}
