package org.coroutines4j.flow;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.runtime.bridge.ChannelCalls;
import org.coroutines4j.runtime.dispatch.Unchecked;
import org.coroutines4j.runtime.task.Bodies;
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

  /** Whether a task is in {@link #hasNext}. */
  private final AtomicBoolean waiting = new AtomicBoolean();

  private boolean asked;
  private boolean over;

  /** Whether the flow stands in its emit, or is about to. */
  private volatile boolean handedOver;

  /** Written before the queue is shut down. */
  private @Nullable Throwable failure;

  PullIterator(Flow<Object> flow) {
    this.flow = flow;
  }

  @Override
  public boolean hasNext() {
    if (!waiting.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "another task waits for the next value of this iterator, which is for one at a time");
    }
    try {
      return awaitNext();
    } finally {
      waiting.set(false);
    }
  }

  private boolean awaitNext() {
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
    end();
    if (failure != null) {
      throw TaskFailedException.unchecked(failure);
    }
    return false;
  }

  private void ask() {
    if (producer == null) {
      Bodies.run(Body::checkpoint); // before anything runs for a thread that must not wait for it
      producer = SideTask.start(this::produce, this::dismiss);
    } else {
      handedOver = false;
      answer(false);
    }
  }

  private void produce(Body body) {
    try {
      Object unused = body.await(k -> FlowKt.firstOrNull(flow, this::handOver, k));
    } catch (Throwable t) {
      Throwable thrown = body.frame().classify(t);
      failure = thrown;
      if (!(thrown instanceof CancellationException)) {
        throw Unchecked.sneak(thrown);
      }
    } finally {
      emitted.shutdown();
    }
  }

  /** Returns, perhaps by suspending, the answer to this value. */
  @SuppressWarnings("unchecked") // an answer is a Boolean
  private @Nullable Object handOver(Object value, Continuation<? super Boolean> emitting) {
    handedOver = true;
    boolean put = emitted.tryPut(value);
    return put ? answers.receive((Continuation<Object>) (Object) emitting) : (Object) true;
  }

  private void answer(boolean enough) {
    Object unused = ChannelCalls.trySend(answers, enough);
  }

  /**
   * Ends a flow that stands in its emit by letting that throw, as the operators do that end a flow
   * early: its cleanup may wait then, unlike that of a cancelled one.
   */
  private boolean dismiss() {
    boolean standing = handedOver;
    if (standing) {
      answer(true);
    }
    return standing;
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
    if (end() && failure != null && !(failure instanceof CancellationException)) {
      throw TaskFailedException.unchecked(failure);
    }
  }

  /** Whether this has ended the producer. */
  private boolean end() {
    over = true;
    SideTask running = producer;
    if (running != null) {
      producer = null;
      running.end();
    }
    return running != null;
  }
}
