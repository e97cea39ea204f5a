package org.coroutines4j.badinput;

import static org.coroutines4j.Async.select;
import static org.coroutines4j.badinput.Goods.STRAY;
import static org.coroutines4j.badinput.SelectTable.handler;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.Select;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.function.ThrowingFunction;

/** The first clause of a {@link Select}. */
final class SelectStartTable extends Table {
  SelectStartTable() {
    method(Select.Start.class, "onReceive", ReceiveChannel.class, ThrowingFunction.class)
        .nulls("from", w -> select().onReceive((ReceiveChannel<String>) null, handler(w)))
        .nulls("handler", w -> select().onReceive(w.goods.full, null));
    method(Select.Start.class, "onReceive", AsyncQueue.class, ThrowingFunction.class)
        .nulls("from", w -> select().onReceive((AsyncQueue<String>) null, handler(w)))
        .nulls("handler", w -> select().onReceive(w.goods.fullQueue, null));
    method(Select.Start.class, "onSend", SendChannel.class, Object.class, Callable.class)
        .nulls("to", w -> select().onSend((SendChannel<String>) null, STRAY, w.body()))
        .nulls("element", w -> select().onSend(w.goods.empty, null, w.body()))
        .nulls("handler", w -> select().onSend(w.goods.empty, STRAY, null));
    method(Select.Start.class, "onSend", AsyncQueue.class, Object.class, Callable.class)
        .nulls("to", w -> select().onSend((AsyncQueue<String>) null, STRAY, w.body()))
        .nulls("item", w -> select().onSend(w.goods.emptyQueue, null, w.body()))
        .nulls("handler", w -> select().onSend(w.goods.emptyQueue, STRAY, null));
    method(Select.Start.class, "onAwait", Task.class, ThrowingFunction.class)
        .nulls("task", w -> select().onAwait((Task<String>) null, handler(w)))
        .nulls("handler", w -> select().onAwait(w.task, null));
    method(Select.Start.class, "onAwait", CompletionStage.class, ThrowingFunction.class)
        .nulls("stage", w -> select().onAwait((CompletionStage<String>) null, handler(w)))
        .nulls("handler", w -> select().onAwait(new CompletableFuture<String>(), null));
    method(Select.Start.class, "onTimeout", Duration.class, Callable.class)
        .nulls("limit", w -> select().onTimeout(null, w.body()))
        .nulls("handler", w -> select().onTimeout(World.LONG, null));
    method(Select.Start.class, "returning", Class.class)
        .nulls("type", w -> select().returning(null));
    cannotFail(Select.Start.class, "fair");
  }
}
