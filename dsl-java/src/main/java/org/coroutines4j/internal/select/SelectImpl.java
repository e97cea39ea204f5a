package org.coroutines4j.internal.select;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.channels.Select;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.jspecify.annotations.Nullable;

/** A select with handlers that return a value. */
final class SelectImpl<R extends @Nullable Object> implements Select<R> {
  private final SelectOperation operation;

  SelectImpl(SelectOperation operation) {
    this.operation = operation;
  }

  @Override
  public <E> Select<R> onReceive(
      ReceiveChannel<? extends E> from, ThrowingFunction<? super E, ? extends R> handler) {
    Objects.requireNonNull(from, "from");
    return add(new ReceiveClause(from, Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public <E> Select<R> onReceive(
      AsyncQueue<? extends E> from, ThrowingFunction<? super E, ? extends R> handler) {
    Objects.requireNonNull(from, "from");
    return add(SelectableQueue.of(from).getClause(Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public <E> Select<R> onSend(SendChannel<? super E> to, E element, Callable<? extends R> handler) {
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(element, "element");
    return add(new SendClause(to, element, Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public <E> Select<R> onSend(AsyncQueue<? super E> to, E item, Callable<? extends R> handler) {
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(item, "item");
    return add(SelectableQueue.of(to).putClause(item, Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public <T extends @Nullable Object> Select<R> onAwait(
      Task<? extends T> task, ThrowingFunction<? super T, ? extends R> handler) {
    Objects.requireNonNull(task, "task");
    return add(new TaskClause(task, Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public <T extends @Nullable Object> Select<R> onAwait(
      CompletionStage<? extends T> stage, ThrowingFunction<? super T, ? extends R> handler) {
    Objects.requireNonNull(stage, "stage");
    return add(new StageClause(stage, Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public Select<R> onTimeout(Duration limit, Callable<? extends R> handler) {
    Objects.requireNonNull(limit, "limit");
    return add(new TimerClause(limit, Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public Select<R> onDeadline(Duration limit, Callable<? extends R> handler) {
    Objects.requireNonNull(limit, "limit");
    return add(new DeadlineClause(limit, Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public <E> Select<R> onReceiveOrClosed(
      ReceiveChannel<? extends E> from,
      ThrowingFunction<? super ReceiveResult.OrClosed<E>, ? extends R> handler) {
    Objects.requireNonNull(from, "from");
    return add(new ReceiveOrClosedClause(from, Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public Select<R> onJoin(Task<?> task, Callable<? extends R> handler) {
    Objects.requireNonNull(task, "task");
    return add(new JoinClause(task, Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public Select<R> onLock(AsyncMutex lock, Callable<? extends R> handler) {
    Objects.requireNonNull(lock, "lock");
    return add(AcquireClause.of(lock, Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public Select<R> onAcquire(AsyncSemaphore semaphore, Callable<? extends R> handler) {
    Objects.requireNonNull(semaphore, "semaphore");
    return add(AcquireClause.of(semaphore, Objects.requireNonNull(handler, "handler")));
  }

  @Override
  public Select<R> onEvent(AsyncEvent event, Callable<? extends R> handler) {
    Objects.requireNonNull(event, "event");
    return add(new EventClause(event, Objects.requireNonNull(handler, "handler")));
  }

  private Select<R> add(SelectClause clause) {
    operation.add(clause);
    return this;
  }

  @Override
  public Select<R> orElse(Callable<? extends R> handler) {
    operation.orElse(handler);
    return this;
  }

  @Override
  public Select<R> fair() {
    operation.fair();
    return this;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // all handlers return an R
  public R await() {
    return (R) operation.await();
  }
}
