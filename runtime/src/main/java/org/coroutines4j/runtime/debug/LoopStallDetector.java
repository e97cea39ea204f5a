package org.coroutines4j.runtime.debug;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.jfr.JfrGate;
import org.coroutines4j.runtime.jfr.LoopStalledEvent;
import org.jspecify.annotations.Nullable;

/**
 * Watches, in debug mode, the threads that hold a permit. Reports a thread that holds an event loop
 * for 100 ms or longer, and a thread that is blocked on a lock whose owner waits for the permit.
 */
public final class LoopStallDetector {
  private static final long TOO_LONG = TimeUnit.MILLISECONDS.toNanos(100);

  /** After this time a step is reported before it ends, because it may never end. */
  private static final long MUCH_TOO_LONG = TimeUnit.SECONDS.toNanos(2);

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int MOST_FRAMES = 30;

  private static final Set<Step> STEPS = ConcurrentHashMap.newKeySet();

  private LoopStallDetector() {}

  /** The task or coroutine whose code runs. */
  public interface Owner {
    /** Returns the name for messages. */
    String label();

    /** Returns the Job that its code runs under; null if there is none. */
    @Nullable Job runningJob();
  }

  /** The code that a thread runs between two waits while it holds a permit. */
  public static final class Step {
    final Thread thread = Thread.currentThread();
    final Object limiter;
    private final boolean isLoop;
    final Owner owner;
    final String dispatcher;
    private final long since = System.nanoTime();

    /** What the thread was running at the check that found the step too long, or much too long. */
    private volatile StackTraceElement @Nullable [] stack;

    private boolean lockReported;
    private boolean reported;

    private Step(Object limiter, boolean isLoop, Owner owner, String dispatcher) {
      this.limiter = limiter;
      this.isLoop = isLoop;
      this.owner = owner;
      this.dispatcher = dispatcher;
    }

    private void check() {
      long took = System.nanoTime() - since;
      if (took < TOO_LONG) {
        return;
      }
      if (stack == null) {
        stack = thread.getStackTrace();
      }
      if (!lockReported) {
        String blocked = LockPermitDeadlock.describe(this);
        if (blocked != null) {
          lockReported = true;
          Warning.LOCK_PERMIT_DEADLOCK.log(path(), blocked, null);
        }
      }
      if (took >= MUCH_TOO_LONG && !reported) {
        reported = true;
        stack = thread.getStackTrace(); // where the thread is now
        report(took, " so far");
      }
    }

    /** Ends the step and reports it if it took too long. Called on the thread of the step. */
    public void end() {
      STEPS.remove(this);
      long took = System.nanoTime() - since;
      if (took >= TOO_LONG) {
        report(took, "");
      }
    }

    private @Nullable TaskPath path() {
      return TaskPath.of(owner.runningJob());
    }

    private void report(long took, String soFar) {
      if (isLoop) {
        StackTraceElement[] seen = stack;
        if (JfrGate.isOn()) {
          LoopStalledEvent.record(owner.label(), dispatcher, took, soFar.isEmpty(), place(seen));
        }
        Warning.STALLED_LOOP.log(
            path(),
            TextEscapes.inLine(owner.label())
                + " has held "
                + dispatcher
                + " for "
                + TimeUnit.NANOSECONDS.toMillis(took)
                + " ms"
                + soFar
                + " without a wait"
                + (seen == null ? "" : ", at:" + text(seen)),
            null);
      }
    }
  }

  /**
   * Begins a step of the current thread, which holds a permit of {@code limiter}.
   *
   * @param dispatcher the name of the dispatcher for messages
   */
  public static Step begin(Object limiter, boolean isLoop, Owner owner, String dispatcher) {
    Step step = new Step(limiter, isLoop, owner, dispatcher);
    STEPS.add(step);
    Watchdog.start();
    return step;
  }

  /** Returns the innermost user code of {@code stack}; empty if there is none. */
  private static String place(StackTraceElement @Nullable [] stack) {
    return stack == null
        ? ""
        : Arrays.stream(stack)
            .filter(frame -> CallSites.isUsers(frame.getClassName()))
            .findFirst()
            .map(CallSites::text)
            .orElse("");
  }

  static String text(StackTraceElement[] stack) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(MOST_FRAMES, stack.length); i++) {
      text.append("\n    at ").append(stack[i]);
    }
    return text.toString();
  }

  /** The daemon thread that checks all steps of the process, started with the first step. */
  private static final class Watchdog {
    static {
      Thread thread = new Thread(null, Watchdog::run, "coroutines4j-debug", 0, false);
      thread.setDaemon(true);
      thread.start();
    }

    static void start() {}

    private static void run() {
      while (true) {
        LockSupport.parkNanos(TICK);
        for (Step step : STEPS) {
          try {
            step.check();
          } catch (Throwable e) {
            Warning.STALL_CHECK_FAILED.log(
                "debug mode could not check a running step: " + TextEscapes.inLine(e.toString()));
          }
        }
      }
    }
  }
}
