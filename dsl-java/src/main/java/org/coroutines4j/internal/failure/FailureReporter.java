package org.coroutines4j.internal.failure;

import java.util.function.Consumer;
import kotlinx.coroutines.Job;
import org.coroutines4j.FailureHandler;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;
import org.coroutines4j.runtime.coroutine.TaskTag;
import org.coroutines4j.runtime.debug.TaskPath;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;
import org.coroutines4j.runtime.jfr.JfrGate;
import org.coroutines4j.runtime.jfr.UnhandledFailureEvent;
import org.jspecify.annotations.Nullable;

/**
 * Reports the failures that no caller handled: to the failure handler of the user if there is one,
 * else as one line of the log.
 */
public final class FailureReporter {
  /**
   * The Job for which this thread runs a handler of the user. The Job ends only after the handler
   * has returned.
   */
  private static final ThreadLocal<@Nullable Job> JOB_OF_HANDLER = new ThreadLocal<>();

  private final String scopeName;
  private final @Nullable FailureHandler handler;

  /** Called with each failure that is only logged; null if there is no test. */
  private @Nullable Consumer<Throwable> logObserver;

  public FailureReporter(String scopeName, @Nullable FailureHandler handler) {
    this.scopeName = scopeName;
    this.handler = handler;
  }

  /** Returns the name of the scope. */
  public String scopeName() {
    return scopeName;
  }

  /** Returns a reporter with the same handler for a scope called {@code newName}. */
  public FailureReporter named(String newName) {
    return new FailureReporter(newName, handler);
  }

  /** Also calls {@code observer} with each failure that is only logged. */
  public void addObserver(Consumer<Throwable> observer) {
    logObserver = observer;
  }

  /**
   * Calls the failure handler on the current thread. Logs the failure if there is no handler, or if
   * the handler throws. Returns whether the handler has handled the failure, which then is not
   * thrown again.
   */
  public boolean report(FailedTask task, Throwable failure) {
    record(task, failure);
    if (handler != null && isHandledBy(handler, task, failure)) {
      return true;
    }
    Warning.UNHANDLED_FAILURE.logLine(
        pathOf(task),
        "task "
            + TextEscapes.quoted(task.name())
            + " of scope "
            + TextEscapes.quoted(scopeName)
            + " failed: "
            + SafeMessages.of(failure));
    if (logObserver != null) {
      logObserver.accept(failure);
    }
    return false;
  }

  /**
   * Reports the failure of a coroutine that Kotlin's {@code async} started. Another coroutine may
   * have received it, which kotlinx does not tell.
   */
  void reportAsync(FailedTask coroutine, Throwable failure) {
    record(coroutine, failure);
    if (handler == null || !isHandledBy(handler, coroutine, failure)) {
      Warning.UNSEEN_ASYNC_FAILURE.logLine(
          pathOf(coroutine),
          "async coroutine "
              + TextEscapes.quoted(coroutine.name())
              + " of scope "
              + TextEscapes.quoted(scopeName)
              + " failed: "
              + SafeMessages.of(failure)
              + " (kotlinx does not tell whether a coroutine has awaited it since)");
    }
  }

  private void record(FailedTask task, Throwable failure) {
    if (JfrGate.isOn()) {
      long id = TaskTag.of(task.job()).id();
      UnhandledFailureEvent.record(
          task.name(), id, scopeName, SafeMessages.of(failure), handler != null);
    }
  }

  /** Reports a lazy task that is cancelled because no caller has started it. */
  void reportUnstarted(FailedTask task) {
    String what =
        "lazy task "
            + TextEscapes.quoted(task.name())
            + " of scope "
            + TextEscapes.quoted(scopeName);
    if (handler == null
        || !isHandledBy(handler, task, new IllegalStateException(what + " was never started"))) {
      Warning.UNSTARTED_TASK.logLine(pathOf(task), what + " was never started, and is cancelled");
    }
  }

  private @Nullable TaskPath pathOf(FailedTask task) {
    return TaskPath.of(task.job(), scopeName);
  }

  private boolean isHandledBy(FailureHandler current, FailedTask task, Throwable failure) {
    try {
      inHandlerOf(task.job(), () -> current.onFailure(task.view(), failure));
      return true;
    } catch (Throwable t) {
      Warning.FAILURE_HANDLER_FAILED.logLine(
          pathOf(task),
          "the failure handler of scope "
              + TextEscapes.quoted(scopeName)
              + " failed: "
              + SafeMessages.of(t));
      if (t != failure) {
        FailureCollector.suppress(/* thrown= */ failure, /* failure= */ t);
      }
      return false;
    }
  }

  /**
   * Calls {@code handler} on behalf of {@code job}. No scope around {@code job} ends before the
   * handler has returned.
   */
  public static void inHandlerOf(Job job, Runnable handler) {
    Job outer = JOB_OF_HANDLER.get();
    JOB_OF_HANDLER.set(job);
    try {
      handler.run();
    } finally {
      if (outer == null) {
        JOB_OF_HANDLER.remove();
      } else {
        JOB_OF_HANDLER.set(outer);
      }
    }
  }

  /**
   * Returns whether this thread runs a handler that keeps {@code job} from ending. The handler
   * would wait for itself if it waited for {@code job}.
   */
  public static boolean isHandlerHoldingUp(Job job) {
    Job handled = JOB_OF_HANDLER.get();
    return handled instanceof StructuredCoroutine node
        ? node.holdsUp(job)
        : handled != null && StructuredCoroutine.isAtOrAbove(job, handled);
  }
}
