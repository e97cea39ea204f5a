package org.coroutines4j.internal.flow;

import java.util.ArrayDeque;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.scope.CancelledItem;
import org.coroutines4j.internal.scope.ItemWorkers;
import org.coroutines4j.internal.task.AutoResetEvent;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * The workers between the source and the collector of a flow. At most {@code limit} values are in
 * progress: from before the source emits a value until the collector takes its result.
 */
final class FlowWorkers<T, R> extends ItemWorkers<T, R> {
  private final OperatorScope operator;
  private final int limit;

  /** Released when the collector has taken a result. */
  private final AutoResetEvent room = new AutoResetEvent();

  /** Released when the collector can take a result, and at the end. */
  private final AutoResetEvent ready = new AutoResetEvent();

  /** Guarded by itself, as the following fields. */
  private final ResultWindow results;

  private long added;
  private long emitted;
  private boolean isSourceOver;

  FlowWorkers(
      OperatorScope operator,
      int limit,
      ThrowingFunction<? super T, ? extends R> fn,
      ResultWindow results) {
    super(
        operator.scope(),
        limit,
        new ArrayDeque<>(),
        value -> LambdaAdapters.nonNull(fn.apply(value)));
    this.operator = operator;
    this.limit = limit;
    this.results = results;
  }

  // The source: in a task of its own.

  /** Collects {@code source}, and gives its values to the workers. A cancellation point. */
  void addAll(AsyncFlow<T> source) {
    source.collect(
        value -> {
          awaitRoom(running());
          add(value);
        });
    end();
    synchronized (results) {
      isSourceOver = true;
    }
    ready.set();
  }

  private void awaitRoom(CoroutineThread body) {
    body.checkpoint();
    while (!beginValue()) {
      room.await(body);
    }
  }

  private boolean beginValue() {
    synchronized (results) {
      boolean hasRoom = added - emitted < limit;
      if (hasRoom) {
        added++;
      }
      return hasRoom;
    }
  }

  // The workers.

  @Override
  protected void finished(long index, R result) {
    put(index, result);
  }

  @Override
  protected void cancelled(long index, CancelledItem item) {
    if (results.isOrdered()) {
      put(index, item); // the results before it are emitted
    } else {
      operator.cancelWhole(item.exception());
    }
  }

  private void put(long index, Object result) {
    boolean isNext;
    synchronized (results) {
      isNext = results.put(index, result);
    }
    if (isNext) {
      ready.set();
    }
  }

  // The collector.

  /** Emits the results. Returns when all have been emitted. A cancellation point. */
  void emitAll(Emitter<R> out) {
    CoroutineThread body = running();
    for (R result = next(body); result != null; result = next(body)) {
      GeneratorFlow.handOnAll(result, this::nextIfReady, out);
    }
  }

  /** Returns the next result, but null if the collector has to wait, or to stop. */
  @SuppressWarnings("unchecked") // the results are what finished() puts
  private @Nullable R nextIfReady() {
    if (!operator.scope().isActive()) {
      return null;
    }
    Object result;
    synchronized (results) {
      if (results.peek() instanceof CancelledItem) {
        return null;
      }
      result = poll();
    }
    if (result != null) {
      room.set();
    }
    return (R) result;
  }

  /** Waits for the next result; returns null at the end. */
  @SuppressWarnings("unchecked") // what finished() puts
  private @Nullable R next(CoroutineThread body) {
    body.checkpoint();
    Object result = poll();
    while (result == null && !isOver()) {
      ready.await(body);
      result = poll();
    }
    if (result == null) {
      return null;
    }
    room.set();
    if (result instanceof CancelledItem cancelled) {
      throw cancelled.exception();
    }
    return (R) result;
  }

  private @Nullable Object poll() {
    synchronized (results) {
      Object result = results.poll();
      if (result != null) {
        emitted++;
      }
      return result;
    }
  }

  private boolean isOver() {
    synchronized (results) {
      return isSourceOver && emitted == added;
    }
  }

  private static CoroutineThread running() {
    CoroutineThread body = CoroutineThreads.current();
    if (body == null) {
      throw new IllegalStateException("an operator of a flow must run in a coroutine");
    }
    return body;
  }
}
