package org.coroutines4j.channels;

import java.util.concurrent.Callable;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.kotlinx.SelectCalls;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.jspecify.annotations.Nullable;

/** Waits for leave to use a queue, and uses it when it has been chosen. */
abstract class QueueClause extends SelectClause {
  private final AsyncQueue<?> queue;
  private final PermitQueue tokens;
  private boolean waiting;

  /** What the select has received. */
  private @Nullable Object received;

  private QueueClause(AsyncQueue<?> queue, PermitQueue tokens, ThrowingFunction<?, ?> handler) {
    super(handler);
    this.queue = queue;
    this.tokens = tokens;
  }

  @Override
  final Object source() {
    return queue;
  }

  @Override
  final void begin(CoroutineThread body) {
    tokens.lock.lock();
    try {
      tokens.beginWait();
      waiting = true;
    } finally {
      tokens.lock.unlock();
    }
  }

  @Override
  final void register(SelectBuilder<? super SelectClause> select) {
    SelectCalls.onReceive(select, tokens.channel(), this::received);
  }

  private SelectClause received(@Nullable Object outcome) {
    received = outcome;
    return chosen(outcome);
  }

  @Override
  final void end(@Nullable SelectClause chosen) {
    if (waiting) {
      waiting = false;
      tokens.endWait(received == null ? TryOutcome.EMPTY : received);
      received = null;
    }
  }

  /** Gets an item. */
  static final class Get extends QueueClause {
    private final AsyncQueue<?> queue;

    Get(AsyncQueue<?> queue, PermitQueue available, ThrowingFunction<?, ?> handler) {
      super(queue, available, handler);
      this.queue = queue;
    }

    @Override
    boolean tryNow() {
      return queue.mayTakeNow();
    }

    @Override
    @Nullable Object result() {
      return queue.take();
    }
  }

  /** Puts an item. */
  static final class Put extends QueueClause {
    private final AsyncQueue<?> queue;
    private final Runnable put;

    Put(AsyncQueue<?> queue, PermitQueue slots, Runnable put, Callable<?> handler) {
      super(queue, slots, done -> handler.call());
      this.queue = queue;
      this.put = put;
    }

    @Override
    boolean sends() {
      return true;
    }

    @Override
    boolean tryNow() {
      return queue.mayAddNow();
    }

    @Override
    @Nullable Object result() {
      put.run();
      return null;
    }
  }
}
