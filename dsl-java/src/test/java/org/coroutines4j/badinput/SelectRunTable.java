package org.coroutines4j.badinput;

import static org.coroutines4j.Async.selectRun;
import static org.coroutines4j.badinput.Goods.STRAY;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.Select;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;

/** {@link Select.Run}. */
final class SelectRunTable extends Table {
  private static final String BOTH =
      "a select cannot both receive from and send to the same channel";

  SelectRunTable() {
    method(Select.Run.class, "onReceive", ReceiveChannel.class, ThrowingConsumer.class)
        .nulls("from", w -> selectRun().onReceive((ReceiveChannel<String>) null, handler(w)))
        .nulls("handler", w -> selectRun().onReceive(w.goods.full, null));
    method(Select.Run.class, "onReceive", AsyncQueue.class, ThrowingConsumer.class)
        .nulls("from", w -> selectRun().onReceive((AsyncQueue<String>) null, handler(w)))
        .nulls("handler", w -> selectRun().onReceive(w.goods.fullQueue, null));
    method(Select.Run.class, "onSend", SendChannel.class, Object.class, ThrowingRunnable.class)
        .nulls("to", w -> selectRun().onSend((SendChannel<String>) null, STRAY, w.action()))
        .nulls("element", w -> selectRun().onSend(w.goods.empty, null, w.action()))
        .nulls("handler", w -> selectRun().onSend(w.goods.empty, STRAY, null))
        .rejects(
            "to a channel that is received from",
            w ->
                selectRun()
                    .onReceive(w.goods.full, handler(w))
                    .onSend(w.goods.full, STRAY, w.action()),
            BOTH);
    method(Select.Run.class, "onSend", AsyncQueue.class, Object.class, ThrowingRunnable.class)
        .nulls("to", w -> selectRun().onSend((AsyncQueue<String>) null, STRAY, w.action()))
        .nulls("item", w -> selectRun().onSend(w.goods.emptyQueue, null, w.action()))
        .nulls("handler", w -> selectRun().onSend(w.goods.emptyQueue, STRAY, null));
    method(Select.Run.class, "onAwait", Task.class, ThrowingConsumer.class)
        .nulls("task", w -> selectRun().onAwait((Task<String>) null, handler(w)))
        .nulls("handler", w -> selectRun().onAwait(w.task, null));
    method(Select.Run.class, "onAwait", CompletionStage.class, ThrowingConsumer.class)
        .nulls("stage", w -> selectRun().onAwait((CompletionStage<String>) null, handler(w)))
        .nulls("handler", w -> selectRun().onAwait(new CompletableFuture<String>(), null));
    method(Select.Run.class, "onTimeout", Duration.class, ThrowingRunnable.class)
        .nulls("limit", w -> selectRun().onTimeout(null, w.action()))
        .nulls("handler", w -> selectRun().onTimeout(World.LONG, null));
    method(Select.Run.class, "orElse", ThrowingRunnable.class)
        .nulls("handler", w -> selectRun().orElse(null));
    method(Select.Run.class, "await")
        .refuses("without a clause", w -> selectRun().await(), "a select without a clause")
        .waits(w -> selectRun().onReceive(w.goods.full, handler(w)).await())
        .waits(w -> selectRun().onReceive(w.goods.emptyQueue, handler(w)).await())
        .waits(w -> selectRun().onTimeout(World.LONG, w.action()).await())
        .worksEverywhere(
            w -> selectRun().onReceive(w.goods.empty, handler(w)).orElse(() -> {}).await());
    cannotFail(Select.Run.class, "fair");
  }

  private static <T> ThrowingConsumer<T> handler(World w) {
    return value -> w.action().run();
  }
}
