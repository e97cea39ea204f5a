package org.coroutines4j.flow;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.flow.Flow;
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

  /** Leave to go on, for the flow. */
  private final Channel<Object> requests = ChannelKt.Channel(1, BufferOverflow.SUSPEND, null);

  /** What the flow has emitted: at most one, which a cancelled wait leaves where it is. */
  private final AsyncQueue<Object> emitted = AsyncQueue.fifo(0);

  private final Iterator<Object> values = emitted.iterator();
  private final SideTask producer = SideTask.of(this::produce);
  private boolean begun;
  private boolean asked;

  /** Closed, by whomever. */
  private boolean over;

  /** The flow has ended by itself. */
  private boolean complete;

  /** Written, as {@link #complete}, before the queue is shut down. */
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
    if (!over) { // else somebody else has closed it
      close();
      if (!complete) {
        throw new CancellationException("the task or block that has made this iterator has ended");
      }
    }
    return false;
  }

  private void ask() {
    if (begun) {
      Object unused = ChannelCalls.trySend(requests, Unit.INSTANCE);
    } else {
      producer.start(emitted::shutdown);
      begun = true;
    }
  }

  private void produce(Body body) {
    try {
      Object unused = body.await(k -> flow.collect(this::handOver, k));
      complete = true;
    } catch (Throwable t) {
      failure = body.frame().classify(t);
    }
  }

  /** Returns, perhaps by suspending, when the next value is wanted. */
  @SuppressWarnings("unchecked") // a request is a Unit
  private @Nullable Object handOver(Object value, Continuation<? super Unit> emitting) {
    boolean put = emitted.tryPut(value);
    return put ? requests.receive((Continuation<Object>) (Object) emitting) : Unit.INSTANCE;
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
    if (over) {
      return;
    }
    over = true;
    producer.end();
    if (failure != null && !(failure instanceof CancellationException)) {
      throw TaskFailedException.unchecked(failure);
    }
  }
}
