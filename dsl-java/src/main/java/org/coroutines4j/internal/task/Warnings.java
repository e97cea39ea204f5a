package org.coroutines4j.internal.task;

import org.coroutines4j.LoggedWarning;
import org.coroutines4j.runtime.debug.TaskPath;
import org.coroutines4j.runtime.debug.WarningHistory;

/** The logged warnings, as the API shows them. */
public final class Warnings {
  private Warnings() {}

  /** Returns {@code entry} in the form of the API. */
  public static LoggedWarning logged(WarningHistory.Entry entry) {
    TaskPath path = entry.path();
    return new LoggedWarning(
        entry.number(),
        entry.time(),
        entry.code(),
        path == null ? "" : path.names(),
        path == null ? 0 : path.id(),
        entry.text());
  }
}
