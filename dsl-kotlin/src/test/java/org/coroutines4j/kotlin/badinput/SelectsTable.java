package org.coroutines4j.kotlin.badinput;

import kotlin.jvm.functions.Function1;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.kotlin.QueuesKt;
import org.coroutines4j.kotlin.SelectsKt;

/** The clauses of Kotlin's select. */
@SuppressWarnings({"unchecked", "rawtypes"}) // nothing is ever called
final class SelectsTable extends Table {
  private final SelectBuilder<Object> select = Foreign.of(SelectBuilder.class);
  private final AsyncQueue<Object> queue = Foreign.of(AsyncQueue.class);
  private final Function2<Object, Object, Object> taking = Foreign.of(Function2.class);
  private final Function1<Object, Object> putting = Foreign.of(Function1.class);

  SelectsTable() {
    clauses();
    method(QueuesKt.class, "onReceive")
        .nulls("<this>", () -> QueuesKt.onReceive(null, queue, (Function2) taking))
        .nulls("queue", () -> QueuesKt.onReceive(select, null, (Function2) taking))
        .nulls("block", () -> QueuesKt.onReceive(select, queue, null))
        .rejects(
            "a mock",
            () -> QueuesKt.onReceive(select, queue, (Function2) taking),
            "the user's own");
    method(QueuesKt.class, "onSend")
        .nulls("<this>", () -> QueuesKt.onSend(null, queue, 1, (Function1) putting))
        .nulls("queue", () -> QueuesKt.onSend(select, null, 1, (Function1) putting))
        .nulls("item", () -> QueuesKt.onSend(select, queue, null, (Function1) putting))
        .nulls("block", () -> QueuesKt.onSend(select, queue, 1, null))
        .rejects(
            "a mock",
            () -> QueuesKt.onSend(select, queue, 1, (Function1) putting),
            "the user's own");
  }

  private void clauses() {
    Task<?> task = Foreign.of(Task.class);
    method(SelectsKt.class, "onAwait")
        .nulls("<this>", () -> SelectsKt.onAwait(null, task, (Function2) taking))
        .nulls("task", () -> SelectsKt.onAwait(select, null, (Function2) taking))
        .nulls("block", () -> SelectsKt.onAwait(select, task, null))
        .rejects(
            "a mock", () -> SelectsKt.onAwait(select, task, (Function2) taking), "the user's own");
    method(SelectsKt.class, "getOnAwait").nulls("<this>", () -> SelectsKt.getOnAwait(null));
    method(SelectsKt.class, "getOnJoin")
        .nulls("<this>", () -> SelectsKt.getOnJoin(null))
        .rejects("a mock", () -> SelectsKt.getOnJoin(task), "the user's own");
    ReceiveChannel<?> receiving = Foreign.of(ReceiveChannel.class);
    method(SelectsKt.class, "getOnReceive")
        .nulls("<this>", () -> SelectsKt.getOnReceive(null))
        .rejects("a mock", () -> SelectsKt.getOnReceive(receiving), "the user's own");
    method(SelectsKt.class, "getOnReceiveCatching")
        .nulls("<this>", () -> SelectsKt.getOnReceiveCatching(null))
        .rejects("a mock", () -> SelectsKt.getOnReceiveCatching(receiving), "the user's own");
    SendChannel<?> sending = Foreign.of(SendChannel.class);
    method(SelectsKt.class, "getOnSend")
        .nulls("<this>", () -> SelectsKt.getOnSend(null))
        .rejects("a mock", () -> SelectsKt.getOnSend(sending), "the user's own");
  }
}
