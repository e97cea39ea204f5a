package org.coroutines4j.internal.queue;

import java.util.concurrent.Callable;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.channels.ChannelResult;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.select.SelectClause;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.jspecify.annotations.Nullable;

/** A clause of a select that waits for a permit of a queue, and uses it when it is chosen. */
abstract class QueueClause extends SelectClause
    implements Function2<ChannelResult<Object>, Continuation<?>, Object> {
  private final QueueImpl<?> queue;
  private final PermitQueue permits;
  private boolean waiting;

  /** What the select has received from the channel of the permits; null for nothing. */
  private @Nullable Object received;

  private QueueClause(QueueImpl<?> queue, PermitQueue permits, ThrowingFunction<?, ?> handler) {
    super(handler);
    this.queue = queue;
    this.permits = permits;
  }

  @Override
  public final Object source() {
    return queue;
  }

  @Override
  public final void begin(CoroutineThread body) {
    permits.lock.lock();
    try {
      permits.beginWait();
      waiting = true;
    } finally {
      permits.lock.unlock();
    }
  }

  @Override
  public final void register(SelectBuilder<? super SelectClause> select) {
    select.invoke(permits.channel().getOnReceiveCatching(), this);
  }

  @Override
  public final Object invoke(ChannelResult<Object> permit, Continuation<?> continuation) {
    received = ChannelCalls.selected(permit);
    return chosen(received);
  }

  @Override
  public final void end(@Nullable SelectClause chosen) {
    if (waiting) {
      waiting = false;
      permits.endWait(received == null ? TryOutcome.EMPTY : received);
      received = null;
    }
  }

  /** A clause that gets an item. */
  static final class Get extends QueueClause {
    private final QueueImpl<?> queue;

    Get(QueueImpl<?> queue, PermitQueue available, ThrowingFunction<?, ?> handler) {
      super(queue, available, handler);
      this.queue = queue;
    }

    @Override
    public boolean tryNow() {
      return queue.mayTakeNow();
    }

    @Override
    public @Nullable Object result() {
      return queue.take();
    }
  }

  /** A clause that puts an item. */
  static final class Put extends QueueClause {
    private final QueueImpl<?> queue;
    private final Runnable put;

    Put(QueueImpl<?> queue, PermitQueue slots, Runnable put, Callable<?> handler) {
      super(queue, slots, done -> handler.call());
      this.queue = queue;
      this.put = put;
    }

    @Override
    public boolean sends() {
      return true;
    }

    @Override
    public boolean tryNow() {
      return queue.mayAddNow();
    }

    @Override
    public @Nullable Object result() {
      put.run();
      return null;
    }
  }
}
