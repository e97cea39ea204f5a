package org.coroutines4j.runtime.debug;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The warnings that the library logs. The code of each stands at the beginning of its lines, keeps
 * its meaning in all versions, and has a paragraph in {@code docs/troubleshooting.md}.
 */
public enum Warning {
  // Failures of user code that no caller receives
  /** A task has failed, and no code was waiting for it. */
  UNHANDLED_FAILURE(101),

  /** A coroutine of Kotlin's {@code async} has failed, and no await is known to have seen that. */
  UNSEEN_ASYNC_FAILURE(102),

  /** A lazy task was never started. */
  UNSTARTED_TASK(103),

  /** A failure handler of a scope has thrown. */
  FAILURE_HANDLER_FAILED(104),

  /** A completion handler of a task has thrown. */
  COMPLETION_HANDLER_FAILED(105),

  /** The listener of a retry has thrown. */
  RETRY_LISTENER_FAILED(106),

  /** The handler for the unused values of a race has thrown. */
  UNUSED_VALUE_HANDLER_FAILED(107),

  /** The handler for undelivered elements of a channel has thrown. */
  UNDELIVERED_HANDLER_FAILED(108),

  /** A handler of Kotlin's {@code invokeOnClose} has thrown. */
  CLOSE_HANDLER_FAILED(109),

  /** An observer of tasks has thrown. */
  TASK_OBSERVER_FAILED(110),

  // The end of a service scope
  /** A scope that was to drain cancels the tasks that are left. */
  TASKS_CANCELLED_AT_CLOSE(201),

  /** A closed scope has tasks that did not end within the grace time. */
  CLOSE_TIMED_OUT(202),

  /** A resource of a scope could not be closed, after the closing thread had given up. */
  LATE_CLOSE_FAILED(203),

  // Cancellation and waits
  /** A cancelled task catches its cancellation again and again. */
  SWALLOWED_CANCELLATION(301),

  /** Tasks wait for each other. */
  WAIT_CYCLE(302),

  /** A task locks a mutex that it holds. */
  LOCK_HELD_TWICE(303),

  /** A task holds a permit and is blocked on a lock whose owner waits for that permit. */
  LOCK_PERMIT_DEADLOCK(304),

  // Kotlin
  /** A suspend function was left behind while it was suspended. */
  ABANDONED_SUSPEND_CALL(401),

  /** A continuation was resumed whose call had returned. */
  LOST_RESUMPTION(402),

  /** A wait blocks the event loop of a {@code runBlocking}. */
  BLOCKED_RUN_BLOCKING(403),

  /** A wait would block a worker of Kotlin's {@code Dispatchers.Default}. */
  BLOCKED_KOTLIN_WORKER(404),

  /** A wait would block the event loop on which the awaited coroutine has to run. */
  AWAITED_OWN_LOOP(405),

  // Flows
  /** A loop over a flow was left before its end. */
  UNFINISHED_LOOP(501),

  /** A group of {@code groupBy} is full and is not collected. */
  FULL_GROUP(502),

  /** A subscriber has thrown. */
  SUBSCRIBER_FAILED(503),

  /** The {@code cancel} of a subscription has thrown. */
  SUBSCRIPTION_CANCEL_FAILED(504),

  // Dispatchers
  /** An executor has thrown although it runs the task. */
  EXECUTOR_FAILED_LATE(601),

  /** A task holds an event loop without a wait. */
  STALLED_LOOP(602),

  /** Debug mode could not check a task that holds a permit. */
  STALL_CHECK_FAILED(603),

  // Monitors
  /** The monitor that {@code -Dcoroutines4j.jmx} asks for cannot be registered. */
  MONITOR_FAILED(701),

  /** What the tasks were doing when they could not be ended in order. Printed, not logged. */
  POST_MORTEM(801);

  private final String code;

  Warning(int number) {
    code = "C4J-" + number;
  }

  /** Returns the code, such as {@code C4J-101}. */
  public String code() {
    return code;
  }

  /** Returns {@code text} after the code, for the message of an exception. */
  public String text(String text) {
    return code + ": " + text;
  }

  /** Prints {@code text} to the standard error stream, for a reader and not for a log. */
  public void print(String text) {
    System.err.println(text(text));
    System.err.flush();
  }

  /**
   * Logs {@code text} about the code that the current thread runs, in which the caller has escaped
   * the line breaks of names and messages. Prints it to the standard error stream if the logger
   * fails. Throws nothing, because callers are about to complete something that must complete.
   */
  public void log(String text) {
    log(text, null);
  }

  /** As {@link #log(String)}, as one line: escapes line breaks in {@code text}. */
  public void logLine(String text) {
    log(TextEscapes.inLine(text));
  }

  /** As {@link #logLine(String)}, about the task or scope at {@code path}. */
  public void logLine(@Nullable TaskPath path, String text) {
    log(path, TextEscapes.inLine(text), null);
  }

  /** Logs {@code text} as {@link #log(String)} does, with the stack trace of {@code cause}. */
  public void log(String text, @Nullable Throwable cause) {
    log(currentPath(), text, cause);
  }

  private static @Nullable TaskPath currentPath() {
    try {
      return TaskPath.current();
    } catch (Throwable t) { // by a Job of the user
      return null;
    }
  }

  /**
   * Logs {@code text} about the task or scope at {@code path}, which is null if there is none. The
   * line is the code, the path and the id in brackets, a colon, and the text.
   */
  public void log(@Nullable TaskPath path, String text, @Nullable Throwable cause) {
    log(code, path, text, cause);
  }

  /** Logs {@code text} of another library about the code that the current thread runs. */
  public static void logLine(String code, String text) {
    log(code, currentPath(), TextEscapes.inLine(text), null);
  }

  private static void log(
      String code, @Nullable TaskPath path, String text, @Nullable Throwable cause) {
    String line = path == null ? code + ": " + text : code + " [" + path + "]: " + text;
    try {
      WarningHistory.add(code, path, text);
      // Not a static field: finding the logger takes a good part of a short program's start-up.
      System.Logger logger = System.getLogger("org.coroutines4j");
      MdcKeys keys = MdcKeys.put(code, path);
      try {
        logger.log(Level.WARNING, line, cause);
      } finally {
        keys.restore();
      }
    } catch (Throwable t) {
      System.err.println(line + " (and the logger failed: " + t.getClass().getName() + ")");
    }
  }
}
