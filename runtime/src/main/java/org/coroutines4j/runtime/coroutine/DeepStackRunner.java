package org.coroutines4j.runtime.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * kotlinx cancels a tree of Jobs recursively; some thousand levels overflow a stack of the usual
 * size, and a tree that was left half cancelled hangs for ever. So deep trees are cancelled on a
 * thread that has the stack for them.
 */
final class DeepStackRunner {
  /** What one level needs at the most, interpreted: measured at under 1 KB, with a reserve. */
  private static final long STACK_PER_LEVEL = 4 * 1024;

  private static final long STACK_BASE = 1024 * 1024;

  private DeepStackRunner() {}

  /** Returns false on a thread that has the stack already. */
  static boolean isUseful() {
    return !(Thread.currentThread() instanceof DeepThread);
  }

  /** Runs {@code call} on a platform thread with a stack for {@code levels}, and waits for it. */
  static void run(int levels, Runnable call) {
    DeepThread thread = new DeepThread(call, STACK_BASE + levels * STACK_PER_LEVEL);
    try {
      thread.start();
    } catch (Throwable noThread) { // better on a stack that may be too small than never
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
        throw new IllegalStateException("cancelling a deep tree of tasks has failed", thrown);
      }
    }
  }
}
