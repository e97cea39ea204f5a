package org.coroutines4j.badinput;

import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.selectRun;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.Select;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;

/** The clauses of a {@link Select} for ends, tasks, locks, permits, events and deadlines. */
final class SelectClausesTable extends Table {
  SelectClausesTable() {
    first();
    further();
    run();
  }

  private static Select<String> begun(World w) {
    return select().onAwait(w.task, value -> value);
  }

  private void first() {
    Class<?> type = Select.Start.class;
    method(type, "onReceiveOrClosed", ReceiveChannel.class, ThrowingFunction.class)
        .nulls("from", w -> select().onReceiveOrClosed((Channel<String>) null, end -> 1))
        .nulls("handler", w -> select().onReceiveOrClosed(w.goods.full, null));
    method(type, "onJoin", Task.class, Callable.class)
        .nulls("task", w -> select().onJoin(null, w.body()))
        .nulls("handler", w -> select().onJoin(w.task, null));
    method(type, "onLock", AsyncMutex.class, Callable.class)
        .nulls("lock", w -> select().onLock(null, w.body()))
        .nulls("handler", w -> select().onLock(w.goods.held, null));
    method(type, "onAcquire", AsyncSemaphore.class, Callable.class)
        .nulls("semaphore", w -> select().onAcquire(null, w.body()))
        .nulls("handler", w -> select().onAcquire(new AsyncSemaphore(0), null));
    method(type, "onEvent", AsyncEvent.class, Callable.class)
        .nulls("event", w -> select().onEvent(null, w.body()))
        .nulls("handler", w -> select().onEvent(new AsyncEvent(), null));
    method(type, "onDeadline", Duration.class, Callable.class)
        .nulls("limit", w -> select().onDeadline(null, w.body()))
        .nulls("handler", w -> select().onDeadline(World.LONG, null));
  }

  private void further() {
    Class<?> type = Select.class;
    method(type, "onReceiveOrClosed", ReceiveChannel.class, ThrowingFunction.class)
        .nulls("from", w -> begun(w).onReceiveOrClosed((Channel<String>) null, end -> "a"))
        .nulls("handler", w -> begun(w).onReceiveOrClosed(w.goods.full, null))
        .rejects(
            "from of another select clause that sends",
            w ->
                begun(w)
                    .onSend(w.goods.empty, Goods.STRAY, w.body())
                    .onReceiveOrClosed(w.goods.empty, end -> "a"),
            "cannot both receive from and send to");
    method(type, "onJoin", Task.class, Callable.class)
        .nulls("task", w -> begun(w).onJoin(null, w.body()))
        .nulls("handler", w -> begun(w).onJoin(w.done, null));
    method(type, "onLock", AsyncMutex.class, Callable.class)
        .nulls("lock", w -> begun(w).onLock(null, w.body()))
        .nulls("handler", w -> begun(w).onLock(w.goods.held, null));
    method(type, "onAcquire", AsyncSemaphore.class, Callable.class)
        .nulls("semaphore", w -> begun(w).onAcquire(null, w.body()))
        .nulls("handler", w -> begun(w).onAcquire(new AsyncSemaphore(0), null));
    method(type, "onEvent", AsyncEvent.class, Callable.class)
        .nulls("event", w -> begun(w).onEvent(null, w.body()))
        .nulls("handler", w -> begun(w).onEvent(new AsyncEvent(), null));
    method(type, "onDeadline", Duration.class, Callable.class)
        .nulls("limit", w -> begun(w).onDeadline(null, w.body()))
        .nulls("handler", w -> begun(w).onDeadline(World.LONG, null));
  }

  private void run() {
    Class<?> type = Select.Run.class;
    method(type, "onReceiveOrClosed", ReceiveChannel.class, ThrowingConsumer.class)
        .nulls("from", w -> selectRun().onReceiveOrClosed((Channel<String>) null, end -> {}))
        .nulls("handler", w -> selectRun().onReceiveOrClosed(w.goods.full, null));
    method(type, "onJoin", Task.class, ThrowingRunnable.class)
        .nulls("task", w -> selectRun().onJoin(null, w.action()))
        .nulls("handler", w -> selectRun().onJoin(w.task, null));
    method(type, "onLock", AsyncMutex.class, ThrowingRunnable.class)
        .nulls("lock", w -> selectRun().onLock(null, w.action()))
        .nulls("handler", w -> selectRun().onLock(w.goods.held, null));
    method(type, "onAcquire", AsyncSemaphore.class, ThrowingRunnable.class)
        .nulls("semaphore", w -> selectRun().onAcquire(null, w.action()))
        .nulls("handler", w -> selectRun().onAcquire(new AsyncSemaphore(0), null));
    method(type, "onEvent", AsyncEvent.class, ThrowingRunnable.class)
        .nulls("event", w -> selectRun().onEvent(null, w.action()))
        .nulls("handler", w -> selectRun().onEvent(new AsyncEvent(), null));
    method(type, "onDeadline", Duration.class, ThrowingRunnable.class)
        .nulls("limit", w -> selectRun().onDeadline(null, w.action()))
        .nulls("handler", w -> selectRun().onDeadline(World.LONG, null));
  }
}
