package org.coroutines4j.internal.flow;

import java.time.Duration;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.scope.ScopeBlockImpl;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.DebugLog;
import org.coroutines4j.runtime.debug.Escapes;

/**
 * A wait of {@code groupBy} for who collects its groups. If that waits itself, for more values of a
 * group than it has, both wait for ever: so the dump shows what is waited for, and debug mode tells
 * of it.
 */
final class GroupWait {
  /** After this time debug mode tells. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private static final int LONGEST_KEY = 80;

  private GroupWait() {}

  /** Waits by {@code wait}; {@code what} is it that keeps {@code groupBy} waiting. */
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
                    DebugLog.tell(
                        text
                            + ", for "
                            + LONG.toSeconds()
                            + " s now. If who collects the groups waits for the end of others"
                            + " before it takes this one, both wait for ever: collect all groups at"
                            + " once, as flatMapMerge(n, ...) does with n no less than there are"
                            + " keys")));
  }

  private static String text(Object key) {
    String text;
    try {
      text = String.valueOf(key);
    } catch (Throwable broken) {
      text = key.getClass().getName();
    }
    return Escapes.inLine(
        text.length() <= LONGEST_KEY ? text : text.substring(0, LONGEST_KEY) + "...");
  }
}
