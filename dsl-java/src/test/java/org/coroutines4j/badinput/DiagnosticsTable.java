package org.coroutines4j.badinput;

import java.time.Instant;
import java.util.List;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.LoggedWarning;
import org.coroutines4j.TaskMonitor;
import org.coroutines4j.TaskMonitorMXBean;

/** {@link Diagnostics} and {@link TaskMonitor}. */
final class DiagnosticsTable extends Table {
  DiagnosticsTable() {
    cannotFail(Diagnostics.class, "dump", "dumpJson", "isDebug", "warnings");
    method(Diagnostics.class, "setDebug", boolean.class).cannotFail("it may be set again");
    method(Diagnostics.class, "dumpJson", boolean.class).cannotFail("both values are allowed");
    method(Diagnostics.class, "setTimesWaits", boolean.class).cannotFail("it may be set again");
    monitor();
  }

  private void monitor() {
    for (Class<?> type : List.of(TaskMonitor.class, TaskMonitorMXBean.class)) {
      cannotFail(type, "getVersion", "isDebug", "warningsJson");
      method(type, "dumpJson", boolean.class).cannotFail("both values are allowed");
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
