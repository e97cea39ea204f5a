package org.coroutines4j.runtime.debug;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * In debug mode, looks at those who hold a turn: who holds an event loop for too long, and who is
 * blocked on a lock while others wait for the turn.
 */
public final class LoopStallDetector {
  private static final long TOO_LONG = TimeUnit.MILLISECONDS.toNanos(100);

  /** It may never end, and then nobody would hear of it. */
  private static final long MUCH_TOO_LONG = TimeUnit.SECONDS.toNanos(2);

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int MOST_FRAMES = 30;

  private static final Set<Step> STEPS = ConcurrentHashMap.newKeySet();

  private LoopStallDetector() {}

  /** What somebody does between two waits, holding a turn. */
  public static final class Step {
    final Thread thread = Thread.currentThread();
    final Object limiter;
    private final boolean isLoop;
    final Supplier<String> label;
    final String dispatcher;
    private final long since = System.nanoTime();

    /** What it was at when it had become too long, or much too long. */
    private volatile StackTraceElement @Nullable [] stack;

    private boolean lockReported;
    private boolean reported;

    private Step(Object limiter, boolean isLoop, Supplier<String> label, String dispatcher) {
      this.limiter = limiter;
      this.isLoop = isLoop;
      this.label = label;
      this.dispatcher = dispatcher;
    }

    private void look() {
      long took = System.nanoTime() - since;
      if (took < TOO_LONG) {
        return;
      }
      if (stack == null) {
        stack = thread.getStackTrace();
      }
      if (!lockReported) {
        String blocked = LockOwners.describe(this);
        if (blocked != null) {
          lockReported = true;
          DebugLog.tell(blocked);
        }
      }
      if (took >= MUCH_TOO_LONG && !reported) {
        reported = true;
        stack = thread.getStackTrace(); // where it still is
        tell(took, " so far");
      }
    }

    /** The step is over, on the thread of it. */
    public void end() {
      STEPS.remove(this);
      long took = System.nanoTime() - since;
      if (took >= TOO_LONG) {
        tell(took, "");
      }
    }

    private void tell(long took, String soFar) {
      if (isLoop) {
        StackTraceElement[] seen = stack;
        DebugLog.tell(
            Escapes.inLine(label.get())
                + " has held "
                + dispatcher
                + " for "
                + TimeUnit.NANOSECONDS.toMillis(took)
                + " ms"
                + soFar
                + " without a wait"
                + (seen == null ? "" : ", at:" + text(seen)));
      }
    }
  }

  /** A step of the current thread begins. */
  public static Step begin(
      Object limiter, boolean isLoop, Supplier<String> label, String dispatcher) {
    Step step = new Step(limiter, isLoop, label, dispatcher);
    STEPS.add(step);
    Watchdog.begin();
    return step;
  }

  static String text(StackTraceElement[] stack) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(MOST_FRAMES, stack.length); i++) {
      text.append("\n    at ").append(stack[i]);
    }
    return text.toString();
  }

  /** One thread for the process, from the first step on that is watched. */
  private static final class Watchdog {
    static {
      Thread thread = new Thread(null, Watchdog::run, "coroutines4j-debug", 0, false);
      thread.setDaemon(true);
      thread.start();
    }

    static void begin() {}

    private static void run() {
      while (true) {
        LockSupport.parkNanos(TICK);
        for (Step step : STEPS) {
          try {
            step.look();
          } catch (Throwable e) {
            DebugLog.tell("looking at a step has failed: " + Escapes.inLine(e.toString()));
          }
        }
      }
    }
  }
}
