package org.coroutines4j.internal.flow;

import java.time.Duration;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.scope.ScopeBlockImpl;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;

/**
 * A wait of {@code groupBy} for the collector of its groups.
 *
 * <p>The collector may itself wait for further values of a group, more than that group has
 * buffered. Then both wait indefinitely. So the task dump shows what {@code groupBy} waits for, and
 * debug mode reports a long wait.
 */
final class GroupWait {
  /** The time after which debug mode reports the wait. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private static final int LONGEST_KEY = 80;

  private GroupWait() {}

  /**
   * Runs {@code wait}. {@code what} describes, in the dump and the report, what {@code groupBy}
   * waits for.
   */
  static void during(String what, Object key, ThrowingRunnable wait) {
    String text = "groupBy waits: " + what + " of key " + text(key);
    DisposableHandle reminder = Debug.isOn() ? remind(text) : null;
    try {
      ScopeBlockImpl.TASK_SCOPE.named(text).run(scope -> wait.run());
    } finally {
      if (reminder != null) {
        reminder.dispose();
      }
    }
  }

  private static DisposableHandle remind(String text) {
    return CoroutineThreads.call(
        body ->
            body.scheduleExpiry(
                LONG.toNanos(),
                () ->
                    Warning.FULL_GROUP.log(
                        text
                            + ", for "
                            + LONG.toSeconds()
                            + " s now. If the collector of the groups waits for the end of another"
                            + " group before it collects this one, both wait indefinitely. Collect"
                            + " all groups concurrently, as flatMapMerge(n, ...) does if n is at"
                            + " least the number of keys")));
  }

  static String text(Object key) {
    String text;
    try {
      text = String.valueOf(key);
    } catch (Throwable broken) {
      text = key.getClass().getName();
    }
    return TextEscapes.inLine(
        text.length() <= LONGEST_KEY ? text : text.substring(0, LONGEST_KEY) + "...");
  }
}
