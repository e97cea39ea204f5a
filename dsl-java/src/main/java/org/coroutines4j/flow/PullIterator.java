package org.coroutines4j.flow;

import java.util.Iterator;
import java.util.NoSuchElementException;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.runtime.bridge.ChannelCalls;
import org.coroutines4j.runtime.task.Body;
import org.coroutines4j.runtime.task.SideTask;
import org.jspecify.annotations.Nullable;

/**
 * Pulls from a flow that a coroutine of its own collects, which begins with the first request and
 * waits for another one after each value.
 */
final class PullIterator<T> implements AsyncIterator<T> {
  private final Flow<Object> flow;

  /** Whether the value before was the last one wanted; the newest answer counts. */
  private final Channel<Object> answers = ChannelKt.Channel(1, BufferOverflow.DROP_OLDEST, null);

  /** What the flow has emitted: at most one, which a cancelled wait leaves where it is. */
  private final AsyncQueue<Object> emitted = AsyncQueue.fifo(0);

  private final Iterator<Object> values = emitted.iterator();
  private @Nullable SideTask producer;
  private boolean asked;
  private boolean over;

  /** Written before the queue is shut down. */
  private @Nullable Throwable failure;

  PullIterator(Flow<Object> flow) {
    this.flow = flow;
  }

  @Override
  public boolean hasNext() {
    if (over) {
      return false;
    }
    if (!asked) {
      ask();
      asked = true;
    }
    if (values.hasNext()) {
      return true;
    }
    close();
    if (failure != null) {
      throw TaskFailedException.unchecked(failure);
    }
    return false;
  }

  private void ask() {
    if (producer == null) {
      producer = SideTask.start(this::produce, this::stop);
    } else {
      answer(false);
    }
  }

  private void produce(Body body) {
    try {
      Object unused = body.await(k -> FlowKt.firstOrNull(flow, this::handOver, k));
    } catch (Throwable t) {
      failure = body.frame().classify(t);
    } finally {
      emitted.shutdown();
    }
  }

  /** Returns, perhaps by suspending, the answer to this value. */
  @SuppressWarnings("unchecked") // an answer is a Boolean
  private @Nullable Object handOver(Object value, Continuation<? super Boolean> emitting) {
    boolean put = emitted.tryPut(value);
    return put ? answers.receive((Continuation<Object>) (Object) emitting) : (Object) true;
  }

  private void answer(boolean enough) {
    Object unused = ChannelCalls.trySend(answers, enough);
  }

  /**
   * A flow that waits for an answer ends with this one, uncancelled, so that its {@code finally}
   * may wait. One that still computes what was asked for is cancelled.
   */
  private void stop() {
    SideTask running = producer;
    if (running != null && asked && emitted.size() == 0) {
      running.cancel();
    }
    answer(true);
  }

  @Override
  @SuppressWarnings("unchecked") // the flow emits nothing else
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the flow has ended");
    }
    asked = false;
    return (T) values.next();
  }

  @Override
  public void close() {
    over = true;
    SideTask running = producer;
    if (running != null) {
      running.end();
      producer = null;
    }
  }
}
