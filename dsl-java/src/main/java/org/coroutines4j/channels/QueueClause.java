package org.coroutines4j.channels;

import java.util.concurrent.Callable;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.bridge.SelectCalls;
import org.jspecify.annotations.Nullable;

/** Waits for leave to use a queue, and uses it when it has been chosen. */
abstract class QueueClause extends Clause {
  private final AsyncQueue<?> queue;
  private final Tokens tokens;

  private QueueClause(AsyncQueue<?> queue, Tokens tokens, ThrowingFunction<?, ?> handler) {
    super(handler);
    this.queue = queue;
    this.tokens = tokens;
  }

  @Override
  final Object source() {
    return queue;
  }

  @Override
  final void register(SelectBuilder<? super Clause> select) {
    SelectCalls.onReceive(select, tokens.channel(), this::chosen);
  }

  /** Gets an item. */
  static final class Get extends QueueClause {
    private final AsyncQueue<?> queue;
    private final Tokens available;

    Get(AsyncQueue<?> queue, Tokens available, ThrowingFunction<?, ?> handler) {
      super(queue, available, handler);
      this.queue = queue;
      this.available = available;
    }

    @Override
    boolean tryNow() {
      return available.tryTake();
    }

    @Override
    @Nullable Object result() {
      return queue.poll();
    }
  }

  /** Puts an item. */
  static final class Put extends QueueClause {
    private final AsyncQueue<?> queue;
    private final Runnable put;

    Put(AsyncQueue<?> queue, Tokens slots, Runnable put, Callable<?> handler) {
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
      return queue.takeSlot();
    }

    @Override
    @Nullable Object result() {
      put.run();
      return null;
    }
  }
}
