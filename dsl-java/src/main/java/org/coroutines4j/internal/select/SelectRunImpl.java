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
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.util.Callables;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.jspecify.annotations.Nullable;

/** A select with handlers that return nothing, which wraps one whose handlers return null. */
public final class SelectRunImpl implements Select.Run {
  private final Select<@Nullable Object> select = new SelectImpl<>(new SelectOperation());

  private static <T extends @Nullable Object> ThrowingFunction<T, @Nullable Object> function(
      ThrowingConsumer<? super T> handler) {
    Objects.requireNonNull(handler, "handler");
    return value -> {
      handler.accept(value);
      return null;
    };
  }

  private static Callable<?> callable(ThrowingRunnable handler) {
    return Callables.of(Objects.requireNonNull(handler, "handler"));
  }

  @Override
  public <E> Select.Run onReceive(
      ReceiveChannel<? extends E> from, ThrowingConsumer<? super E> handler) {
    select.onReceive(from, SelectRunImpl.<E>function(handler));
    return this;
  }

  @Override
  public <E> Select.Run onReceive(
      AsyncQueue<? extends E> from, ThrowingConsumer<? super E> handler) {
    select.onReceive(from, SelectRunImpl.<E>function(handler));
    return this;
  }

  @Override
  public <E> Select.Run onSend(SendChannel<? super E> to, E element, ThrowingRunnable handler) {
    select.onSend(to, element, callable(handler));
    return this;
  }

  @Override
  public <E> Select.Run onSend(AsyncQueue<? super E> to, E item, ThrowingRunnable handler) {
    select.onSend(to, item, callable(handler));
    return this;
  }

  @Override
  public <T extends @Nullable Object> Select.Run onAwait(
      Task<? extends T> task, ThrowingConsumer<? super T> handler) {
    select.onAwait(task, SelectRunImpl.<T>function(handler));
    return this;
  }

  @Override
  public <T extends @Nullable Object> Select.Run onAwait(
      CompletionStage<? extends T> stage, ThrowingConsumer<? super T> handler) {
    select.onAwait(stage, SelectRunImpl.<T>function(handler));
    return this;
  }

  @Override
  public Select.Run onTimeout(Duration limit, ThrowingRunnable handler) {
    select.onTimeout(limit, callable(handler));
    return this;
  }

  @Override
  public Select.Run onDeadline(Duration limit, ThrowingRunnable handler) {
    select.onDeadline(limit, callable(handler));
    return this;
  }

  @Override
  public <E> Select.Run onReceiveOrClosed(
      ReceiveChannel<? extends E> from,
      ThrowingConsumer<? super ReceiveResult.OrClosed<E>> handler) {
    select.<E>onReceiveOrClosed(from, SelectRunImpl.<ReceiveResult.OrClosed<E>>function(handler));
    return this;
  }

  @Override
  public Select.Run onJoin(Task<?> task, ThrowingRunnable handler) {
    select.onJoin(task, callable(handler));
    return this;
  }

  @Override
  public Select.Run onLock(AsyncMutex lock, ThrowingRunnable handler) {
    select.onLock(lock, callable(handler));
    return this;
  }

  @Override
  public Select.Run onAcquire(AsyncSemaphore semaphore, ThrowingRunnable handler) {
    select.onAcquire(semaphore, callable(handler));
    return this;
  }

  @Override
  public Select.Run onEvent(AsyncEvent event, ThrowingRunnable handler) {
    select.onEvent(event, callable(handler));
    return this;
  }

  @Override
  public Select.Run orElse(ThrowingRunnable handler) {
    select.orElse(callable(handler));
    return this;
  }

  @Override
  public Select.Run fair() {
    select.fair();
    return this;
  }

  @Override
  public void await() {
    select.await();
  }
}
