package org.coroutines4j.internal.failure;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import kotlinx.coroutines.Job;
import org.coroutines4j.FailureHandler;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;
import org.coroutines4j.runtime.debug.Escapes;
import org.jspecify.annotations.Nullable;

/**
 * Tells of failures that nobody took: to a handler of the user's, or else in one line of the log.
 */
public final class FailureReporter {
  private static final Logger LOG = System.getLogger("org.coroutines4j");

  /** The Job of which the thread tells a handler of the user's, and that ends only afterwards. */
  private static final ThreadLocal<@Nullable Job> TOLD = new ThreadLocal<>();

  private final String scopeName;
  private final @Nullable FailureHandler handler;

  /** Hears of what is only logged. */
  private @Nullable Consumer<Throwable> alsoTold;

  public FailureReporter(String scopeName, @Nullable FailureHandler handler) {
    this.scopeName = scopeName;
    this.handler = handler;
  }

  /** Tells {@code test} of failures that are only logged. */
  public void alsoTell(Consumer<Throwable> test) {
    alsoTold = test;
  }

  /** Whether the failure has been taken for good. */
  public boolean report(FailedTask task, Throwable failure) {
    if (handler != null && isTakenBy(handler, task, failure)) {
      return true;
    }
    log(
        "task "
            + Escapes.quoted(task.name())
            + " of scope "
            + Escapes.quoted(scopeName)
            + " failed: "
            + SafeMessages.of(failure));
    if (alsoTold != null) {
      alsoTold.accept(failure);
    }
    return false;
  }

  /** Tells of a failure that somebody may have received, in a coroutine of Kotlin. */
  void reportAsync(FailedTask coroutine, Throwable failure) {
    if (handler == null || !isTakenBy(handler, coroutine, failure)) {
      log(
          "async coroutine "
              + Escapes.quoted(coroutine.name())
              + " of scope "
              + Escapes.quoted(scopeName)
              + " failed: "
              + SafeMessages.of(failure)
              + " (kotlinx does not tell whether a coroutine has awaited it since)");
    }
  }

  /** Tells of a task that is cancelled because nobody has started it. */
  void reportUnstarted(FailedTask task) {
    String what =
        "lazy task "
            + Escapes.quoted(task.name())
            + " of scope "
            + Escapes.quoted(scopeName)
            + " was never started";
    if (handler == null || !isTakenBy(handler, task, new IllegalStateException(what))) {
      log(what + ", and is cancelled");
    }
  }

  private boolean isTakenBy(FailureHandler current, FailedTask task, Throwable failure) {
    try {
      inHandlerOf(task.job(), () -> current.onFailure(task.view(), failure));
      return true;
    } catch (Throwable t) {
      log(
          "the failure handler of scope "
              + Escapes.quoted(scopeName)
              + " failed: "
              + SafeMessages.of(t));
      if (t != failure) {
        Failures.suppress(/* thrown= */ failure, /* failure= */ t);
      }
      return false;
    }
  }

  /** Calls {@code handler}, before whose return no scope of the task of {@code job} ends. */
  public static void inHandlerOf(Job job, Runnable handler) {
    Job outer = TOLD.get();
    TOLD.set(job);
    try {
      handler.run();
    } finally {
      if (outer == null) {
        TOLD.remove();
      } else {
        TOLD.set(outer);
      }
    }
  }

  /** Whether the thread runs a handler before whose return {@code job} cannot end. */
  public static boolean isHandlerHoldingUp(Job job) {
    Job told = TOLD.get();
    return told instanceof StructuredCoroutine node
        ? node.holdsUp(job)
        : told != null && StructuredCoroutine.isAtOrAbove(job, told);
  }

  /**
   * Logs one line, whatever the names and messages in it. Throws nothing: a task that is about to
   * end would never end, and its scope with it.
   */
  public static void log(String text) {
    String line = Escapes.inLine(text);
    try {
      LOG.log(Level.WARNING, line);
    } catch (Throwable t) {
      System.err.println(
          line + " (and the logger failed: " + Escapes.inLine(SafeMessages.of(t)) + ")");
    }
  }
}
