package org.coroutines4j.badinput;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofNanos;
import static org.coroutines4j.TaskEnd.Kind.CANCELLED;
import static org.coroutines4j.TaskEnd.Kind.FAILED;
import static org.coroutines4j.TaskEnd.Kind.SUCCEEDED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.LoggedWarning;
import org.coroutines4j.TaskEnd;
import org.coroutines4j.TaskInfo;
import org.coroutines4j.TaskMonitor;
import org.coroutines4j.TaskMonitorMXBean;
import org.coroutines4j.TaskObserver;

/** {@link Diagnostics} and {@link TaskMonitor}. */
final class DiagnosticsTable extends Table {
  DiagnosticsTable() {
    cannotFail(Diagnostics.class, "dump", "dumpJson", "isDebug", "warnings");
    method(Diagnostics.class, "setDebug", boolean.class).cannotFail("it may be set again");
    method(Diagnostics.class, "dumpJson", boolean.class).cannotFail("both values are allowed");
    method(Diagnostics.class, "setTimesWaits", boolean.class).cannotFail("it may be set again");
    method(Diagnostics.class, "observe", TaskObserver.class)
        .nulls("observer", w -> Diagnostics.observe(null));
    method(Diagnostics.class, "warn", String.class, String.class)
        .nulls("code", w -> Diagnostics.warn(null, "text"))
        .rejects("code", w -> Diagnostics.warn("17", "text"), "code", "'17'")
        .nulls("text", w -> Diagnostics.warn("SHOP-17", null));
    observer();
    monitor();
  }

  private void observer() {
    isWrittenByUsers(TaskObserver.class);
    cannotFail(TaskObserver.Registration.class, "close");
    cannotFail(TaskInfo.class, "id", "name", "named", "scope", "daemon");
    constructor(
            TaskInfo.class, long.class, String.class, boolean.class, String.class, boolean.class)
        .rejects("id", w -> new TaskInfo(0, "", true, "", true), "id", "0")
        .nulls("name", w -> new TaskInfo(1, null, true, "", true))
        .nulls("scope", w -> new TaskInfo(1, "", true, null, true))
        .accepts("named false", w -> new TaskInfo(1, "", false, "", true))
        .accepts("daemon false", w -> new TaskInfo(1, "", true, "", false));
    cannotFail(TaskEnd.Kind.class, "values");
    method(TaskEnd.Kind.class, "valueOf", String.class).cannotFail("made by the compiler");
    cannotFail(TaskEnd.class, "kind", "ran", "failure");
    constructor(TaskEnd.class, TaskEnd.Kind.class, Duration.class, Throwable.class)
        .nulls("kind", w -> new TaskEnd(null, ZERO, null))
        .nulls("ran", w -> new TaskEnd(CANCELLED, null, null))
        .rejects("ran", w -> new TaskEnd(CANCELLED, ofNanos(-1), null), "ran", "PT-0.000000001S")
        .rejects("no failure", w -> new TaskEnd(FAILED, ZERO, null), "failure", "null", "FAILED")
        .rejects(
            "failure",
            w -> new TaskEnd(SUCCEEDED, ZERO, new Error()),
            "failure",
            "java.lang.Error",
            "SUCCEEDED");
  }

  private void monitor() {
    for (Class<?> type : List.of(TaskMonitor.class, TaskMonitorMXBean.class)) {
      cannotFail(type, "getVersion", "isDebug", "warningsJson");
      method(type, "dumpJson", boolean.class).cannotFail("both values are allowed");
      method(type, "overviewJson", boolean.class, int.class, String.class)
          .accepts("withStacks true", w -> new TaskMonitor().overviewJson(true, 1, ""))
          .rejects("most", w -> new TaskMonitor().overviewJson(false, -1, ""), "most", "-1")
          .nulls("name", w -> new TaskMonitor().overviewJson(false, 0, null));
      method(type, "setDebug", boolean.class).cannotFail("it may be set again");
    }
    cannotFail(TaskMonitor.class, "register");
    constructor(TaskMonitor.class).cannotFail("no argument");
    cannotFail(LoggedWarning.class, "number", "time", "code", "task", "taskId", "text");
    constructor(
            LoggedWarning.class,
            long.class,
            Instant.class,
            String.class,
            String.class,
            long.class,
            String.class)
        .rejects("number", w -> new LoggedWarning(0, Instant.EPOCH, "", "", 0, ""), "number", "0")
        .nulls("time", w -> new LoggedWarning(1, null, "", "", 0, ""))
        .nulls("code", w -> new LoggedWarning(1, Instant.EPOCH, null, "", 0, ""))
        .nulls("task", w -> new LoggedWarning(1, Instant.EPOCH, "", null, 0, ""))
        .rejects("taskId", w -> new LoggedWarning(1, Instant.EPOCH, "", "", -1, ""), "taskId", "-1")
        .nulls("text", w -> new LoggedWarning(1, Instant.EPOCH, "", "", 0, null));
  }
}
