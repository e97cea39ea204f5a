package org.coroutines4j.badinput;

import org.coroutines4j.Diagnostics;

/** {@link Diagnostics}. */
final class DiagnosticsTable extends Table {
  DiagnosticsTable() {
    cannotFail(Diagnostics.class, "dump", "dumpJson", "isDebug");
    method(Diagnostics.class, "setDebug", boolean.class).cannotFail("it may be set again");
    method(Diagnostics.class, "dumpJson", boolean.class).cannotFail("both values are allowed");
    method(Diagnostics.class, "setTimesWaits", boolean.class).cannotFail("it may be set again");
  }
}
