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

/** An empty select. The first clause determines the type that its handlers return. */
public final class SelectStartImpl implements Select.Start {
  private final SelectOperation operation = new SelectOperation();

  @Override
  public <E, R extends @Nullable Object> Select<R> onReceive(
      ReceiveChannel<? extends E> from, ThrowingFunction<? super E, ? extends R> handler) {
    return this.<R>typed().onReceive(from, handler);
  }

  @Override
  public <E, R extends @Nullable Object> Select<R> onReceive(
      AsyncQueue<? extends E> from, ThrowingFunction<? super E, ? extends R> handler) {
    return this.<R>typed().onReceive(from, handler);
  }

  @Override
  public <E, R extends @Nullable Object> Select<R> onSend(
      SendChannel<? super E> to, E element, Callable<? extends R> handler) {
    return this.<R>typed().onSend(to, element, handler);
  }

  @Override
  public <E, R extends @Nullable Object> Select<R> onSend(
      AsyncQueue<? super E> to, E item, Callable<? extends R> handler) {
    return this.<R>typed().onSend(to, item, handler);
  }

  @Override
  public <T extends @Nullable Object, R extends @Nullable Object> Select<R> onAwait(
      Task<? extends T> task, ThrowingFunction<? super T, ? extends R> handler) {
    return this.<R>typed().onAwait(task, handler);
  }

  @Override
  public <T extends @Nullable Object, R extends @Nullable Object> Select<R> onAwait(
      CompletionStage<? extends T> stage, ThrowingFunction<? super T, ? extends R> handler) {
    return this.<R>typed().onAwait(stage, handler);
  }

  @Override
  public <R extends @Nullable Object> Select<R> onTimeout(
      Duration limit, Callable<? extends R> handler) {
    return this.<R>typed().onTimeout(limit, handler);
  }

  @Override
  public <R extends @Nullable Object> Select<R> onDeadline(
      Duration limit, Callable<? extends R> handler) {
    return this.<R>typed().onDeadline(limit, handler);
  }

  @Override
  public <E, R extends @Nullable Object> Select<R> onReceiveOrClosed(
      ReceiveChannel<? extends E> from,
      ThrowingFunction<? super ReceiveResult.OrClosed<E>, ? extends R> handler) {
    return this.<R>typed().<E>onReceiveOrClosed(from, handler);
  }

  @Override
  public <R extends @Nullable Object> Select<R> onJoin(
      Task<?> task, Callable<? extends R> handler) {
    return this.<R>typed().onJoin(task, handler);
  }

  @Override
  public <R extends @Nullable Object> Select<R> onLock(
      AsyncMutex lock, Callable<? extends R> handler) {
    return this.<R>typed().onLock(lock, handler);
  }

  @Override
  public <R extends @Nullable Object> Select<R> onAcquire(
      AsyncSemaphore semaphore, Callable<? extends R> handler) {
    return this.<R>typed().onAcquire(semaphore, handler);
  }

  @Override
  public <R extends @Nullable Object> Select<R> onEvent(
      AsyncEvent event, Callable<? extends R> handler) {
    return this.<R>typed().onEvent(event, handler);
  }

  @Override
  public Select.Start fair() {
    operation.fair();
    return this;
  }

  @Override
  public <R extends @Nullable Object> Select<R> returning(Class<R> type) {
    Objects.requireNonNull(type, "type");
    return typed();
  }

  private <R extends @Nullable Object> Select<R> typed() {
    return new SelectImpl<>(operation);
  }
}
