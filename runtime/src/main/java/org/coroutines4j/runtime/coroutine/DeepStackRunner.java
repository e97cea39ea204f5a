package org.coroutines4j.runtime.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * Runs calls on a thread with a large stack. kotlinx cancels a tree of Jobs recursively. About a
 * thousand levels overflow a stack of the usual size, and a tree that is left half cancelled never
 * ends. So this library cancels deep trees on a thread whose stack is large enough.
 */
final class DeepStackRunner {
  /** The stack bytes for one level. Interpreted code was measured to need less than 1 KB. */
  private static final long STACK_PER_LEVEL = 4 * 1024;

  private static final long STACK_BASE = 1024 * 1024;

  private DeepStackRunner() {}

  /** Returns false if the current thread has a large stack already. */
  static boolean isUseful() {
    return !(Thread.currentThread() instanceof DeepThread);
  }

  /**
   * Runs {@code call} on a platform thread with a stack for {@code levels}, and waits for its end.
   * Without a thread, runs it on the current one. Not a cancellation point; keeps an interrupt.
   *
   * @throws IllegalStateException if {@code call} throws, with that exception as its cause
   */
  static void run(int levels, Runnable call) {
    DeepThread thread = new DeepThread(call, STACK_BASE + levels * STACK_PER_LEVEL);
    try {
      thread.start();
    } catch (Throwable noThread) { // a stack that may be too small is better than no call
      call.run();
      return;
    }
    thread.await();
  }

  private static final class DeepThread extends Thread {
    private @Nullable Throwable thrown;

    DeepThread(Runnable call, long stackSize) {
      super(null, call, "coroutines4j-deep", stackSize, false);
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        super.run();
      } catch (Throwable t) {
        thrown = t;
      }
    }

    void await() {
      boolean interrupted = false;
      while (true) {
        try {
          join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (thrown != null) {
        throw new IllegalStateException("failed to cancel a deep tree of tasks", thrown);
      }
    }
  }
}
