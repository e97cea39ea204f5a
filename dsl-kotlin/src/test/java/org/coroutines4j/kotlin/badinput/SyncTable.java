package org.coroutines4j.kotlin.badinput;

import org.coroutines4j.kotlin.SyncKt;

/** The locks of kotlinx behind ours. */
final class SyncTable extends Table {
  SyncTable() {
    method(SyncKt.class, "asMutex").nulls("<this>", () -> SyncKt.asMutex(null));
    method(SyncKt.class, "asSemaphore").nulls("<this>", () -> SyncKt.asSemaphore(null));
  }
}
