package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.badinput.Goods.STRAY;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.Select;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.function.ThrowingFunction;

/** {@link Select}. */
final class SelectTable extends Table {
  /** The handler that must not run. */
  static <T> ThrowingFunction<T, String> handler(World w) {
    return value -> w.body().call();
  }

  SelectTable() {
    cannotFail(Async.class, "select", "selectRun");
    cannotFail(Select.class, "start", "startRun", "fair");
    channels();
    queues();
    others();
    awaiting();
  }

  private static Select<String> select() {
    return Async.select().returning(String.class);
  }

  /** A {@code type} that is not made by this library. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <T> T foreign(Class<? super T> type) {
    return (T)
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).as("is called").isEqualTo("toString");
              return "of somebody else";
            });
  }

  private void channels() {
    method(Select.class, "onReceive", ReceiveChannel.class, ThrowingFunction.class)
        .nulls("from", w -> select().onReceive((ReceiveChannel<String>) null, handler(w)))
        .nulls("handler", w -> select().onReceive(w.goods.full, null))
        .rejects(
            "from of somebody else",
            w ->
                select()
                    .onReceive(
                        SelectTable.<ReceiveChannel<String>>foreign(ReceiveChannel.class),
                        handler(w)),
            "from must",
            "of somebody else")
        .rejects(
            "from a channel that is sent to",
            w -> select().onSend(w.goods.full, STRAY, w.body()).onReceive(w.goods.full, handler(w)),
            "a select cannot both receive from and send to the same channel");
    method(Select.class, "onSend", SendChannel.class, Object.class, Callable.class)
        .nulls("to", w -> select().onSend((SendChannel<String>) null, STRAY, w.body()))
        .nulls("element", w -> select().onSend(w.goods.empty, null, w.body()))
        .nulls("handler", w -> select().onSend(w.goods.empty, STRAY, null))
        .rejects(
            "to somebody else's",
            w ->
                select()
                    .onSend(
                        SelectTable.<SendChannel<String>>foreign(SendChannel.class),
                        STRAY,
                        w.body()),
            "to must",
            "of somebody else")
        .rejects(
            "to a channel that is received from",
            w -> select().onReceive(w.goods.full, handler(w)).onSend(w.goods.full, "", w.body()),
            "a select cannot both receive from and send to the same channel");
  }

  private void queues() {
    method(Select.class, "onReceive", AsyncQueue.class, ThrowingFunction.class)
        .nulls("from", w -> select().onReceive((AsyncQueue<String>) null, handler(w)))
        .nulls("handler", w -> select().onReceive(w.goods.fullQueue, null))
        .rejects(
            "from a queue that is put into",
            w ->
                select()
                    .onSend(w.goods.fullQueue, STRAY, w.body())
                    .onReceive(w.goods.fullQueue, handler(w)),
            "a select cannot both receive from and send to the same channel");
    method(Select.class, "onSend", AsyncQueue.class, Object.class, Callable.class)
        .nulls("to", w -> select().onSend((AsyncQueue<String>) null, STRAY, w.body()))
        .nulls("item", w -> select().onSend(w.goods.emptyQueue, null, w.body()))
        .nulls("handler", w -> select().onSend(w.goods.emptyQueue, STRAY, null))
        .rejects(
            "to a queue that is got from",
            w ->
                select()
                    .onReceive(w.goods.fullQueue, handler(w))
                    .onSend(w.goods.fullQueue, STRAY, w.body()),
            "a select cannot both receive from and send to the same channel");
  }

  private void others() {
    method(Select.class, "onAwait", Task.class, ThrowingFunction.class)
        .nulls("task", w -> select().onAwait((Task<String>) null, handler(w)))
        .nulls("handler", w -> select().onAwait(w.task, null))
        .rejects(
            "task of somebody else",
            w -> select().onAwait(SelectTable.<Task<String>>foreign(Task.class), handler(w)),
            "not a task started by a TaskScope: of somebody else");
    method(Select.class, "onAwait", CompletionStage.class, ThrowingFunction.class)
        .nulls("stage", w -> select().onAwait((CompletionStage<String>) null, handler(w)))
        .nulls("handler", w -> select().onAwait(new CompletableFuture<String>(), null));
    method(Select.class, "onTimeout", Duration.class, Callable.class)
        .nulls("limit", w -> select().onTimeout(null, w.body()))
        .nulls("handler", w -> select().onTimeout(World.LONG, null))
        .accepts("limit zero: at once", w -> isChosen(Duration.ZERO))
        .accepts("limit negative: at once", w -> isChosen(World.NEGATIVE))
        .accepts(
            "limit too large: never",
            w -> TimeTable.timesOut(() -> select().onTimeout(World.FOR_EVER, w.body()).await()));
    method(Select.class, "orElse", Callable.class).nulls("handler", w -> select().orElse(null));
  }

  private static void isChosen(Duration limit) {
    assertThat(select().onTimeout(limit, () -> "late").await()).isEqualTo("late");
  }

  private void awaiting() {
    method(Select.class, "await")
        .refuses("without a clause", w -> select().await(), "a select without a clause would wait")
        .refuses(
            "itself",
            w -> w.inTask(() -> select().onAwait(Tasks.current(), handler(w)).await()),
            "waits for itself")
        .waits(w -> select().onReceive(w.goods.full, handler(w)).await())
        .waits(w -> select().onReceive(w.goods.empty, handler(w)).await())
        .waits(w -> select().onSend(w.goods.full, STRAY, w.body()).await())
        .waits(w -> select().onSend(w.goods.empty, STRAY, w.body()).await())
        .waits(w -> select().onReceive(w.goods.fullQueue, handler(w)).await())
        .waits(w -> select().onReceive(w.goods.emptyQueue, handler(w)).await())
        .waits(w -> select().onSend(w.goods.fullQueue, STRAY, w.body()).await())
        .waits(w -> select().onSend(w.goods.emptyQueue, STRAY, w.body()).await())
        .waits(w -> select().onAwait(w.task, handler(w)).await())
        .waits(w -> select().onAwait(w.done, handler(w)).await())
        .waits(w -> select().onAwait(new CompletableFuture<String>(), handler(w)).await())
        .waits(w -> select().onTimeout(World.LONG, w.body()).await())
        .waits(w -> select().onTimeout(Duration.ZERO, w.body()).await())
        .worksEverywhere(SelectTable::takesTheDefault);
  }

  private static void takesTheDefault(World w) {
    Select<String> select =
        select()
            .onReceive(w.goods.empty, handler(w))
            .onSend(w.goods.full, STRAY, w.body())
            .onReceive(w.goods.emptyQueue, handler(w))
            .onAwait(w.task, handler(w))
            .onAwait(new CompletableFuture<String>(), handler(w))
            .onTimeout(World.LONG, w.body())
            .orElse(() -> "nothing");
    assertThat(select.await()).isEqualTo("nothing");
    assertThat(select.fair().await()).isEqualTo("nothing");
  }
}
