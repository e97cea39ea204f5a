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
    while (awaitResult(body)) {
      GeneratorFlow.handOnAll(this::nextIfReady, out);
    }
  }

  /** Waits for the next result. Returns false at the end. A cancellation point. */
  private boolean awaitResult(CoroutineThread body) {
    body.checkpoint();
    while (!isResultReady()) {
      if (isOver()) {
        return false;
      }
      ready.await(body);
    }
    return true;
  }

  private boolean isResultReady() {
    synchronized (results) {
      Object next = results.peek();
      if (next instanceof CancelledItem cancelled) {
        throw cancelled.exception();
      }
      return next != null;
    }
  }

  private boolean isOver() {
    synchronized (results) {
      return isSourceOver && emitted == added;
    }
  }

  /** Returns the next result, but null if the collector has to wait, or to stop. */
  @SuppressWarnings("unchecked") // what finished() puts
  private @Nullable R nextIfReady() {
    if (!operator.scope().isActive()) {
      return null;
    }
    Object result;
    synchronized (results) {
      if (results.peek() == null || results.peek() instanceof CancelledItem) {
        return null;
      }
      result = results.poll();
      emitted++;
    }
    room.set();
    return (R) result;
  }

  private static CoroutineThread running() {
    CoroutineThread body = CoroutineThreads.current();
    if (body == null) {
      throw new IllegalStateException("an operator of a flow must run in a coroutine");
    }
    return body;
  }
}
