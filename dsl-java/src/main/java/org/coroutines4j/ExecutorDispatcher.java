package org.coroutines4j;

/** The threads of somebody else's executor, for tasks that do not wait there. */
public interface ExecutorDispatcher extends Dispatcher {
  /**
   * The same, but cancelling a task interrupts its thread. Without this it is left alone, since the
   * executor may run more on it than the task (a Swing or Netty thread does).
   */
  ExecutorDispatcher interruptible();

  @Override
  ExecutorDispatcher limitedParallelism(int n);
}
