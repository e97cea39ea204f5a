package org.coroutines4j.internal.flow;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.QueueShutdownException;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.HelperTask;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.DebugLog;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.jspecify.annotations.Nullable;

/**
 * Pulls from a flow that a producer coroutine collects. The producer belongs to the code that
 * created the iterator, whichever task pulls.
 *
 * <p>Consumer and producer alternate:
 *
 * <pre>
 * consumer                             producer
 * hasNext(): starts the producer
 *                                      collects the flow
 *                                      emit: puts the value into the queue
 * hasNext() returns true; next()       waits in emit for a request
 * hasNext(): sends a request
 *                                      emit returns, collects further</pre>
 *
 * <p>Closing ends a producer that waits in {@code emit} by an exception from there, and cancels any
 * other.
 */
final class PullIterator<T> implements AsyncIterator<T> {
  private final Flow<Object> flow;

  /** Ends the flow early. */
  private final StopFlowException stop = new StopFlowException();

  /** Holds the request for another value. Closed by {@link #stop} to end the flow. */
  private final Channel<Object> requests = ChannelKt.Channel(1, BufferOverflow.DROP_OLDEST, null);

  /** Holds the emitted value: at most one. A cancelled wait leaves it in the queue. */
  private final AsyncQueue<Object> emitted = AsyncQueue.fifo();

  private final Iterator<Object> values = emitted.iterator();
  private final HelperTask producer = HelperTask.of(this::produce, this::dismiss);

  /** Whether a task is in {@link #hasNext}. */
  private final AtomicBoolean waiting = new AtomicBoolean();

  private boolean started;
  private boolean requested;

  /** Whether the iterator is closed, by any thread. */
  private volatile boolean closed;

  /** Whether the flow waits in {@code emit}, or is about to. */
  private volatile boolean inEmit;

  private volatile boolean dismissed;

  /** Whether the flow has ended by itself. */
  private boolean completed;

  /** The failure of the flow. Written, like {@link #completed}, before the queue is shut down. */
  private @Nullable Throwable failure;

  /**
   * Hands the last emitted value back to its source, which owns it until it is delivered. Set when
   * the flow has ended.
   */
  private volatile @Nullable Runnable onUndelivered;

  /** The call site that created the iterator; in debug mode only. */
  private final @Nullable StackTraceElement site = Debug.isOn() ? CallSites.caller() : null;

  PullIterator(Flow<Object> flow) {
    this.flow = flow;
  }

  @Override
  public boolean hasNext() {
    if (!waiting.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "another task waits for the next value of this iterator. Only one task at a time may use"
              + " an iterator");
    }
    try {
      return awaitNext();
    } catch (CancellationException e) {
      returnUndelivered();
      throw e;
    } finally {
      waiting.set(false);
    }
  }

  /**
   * Hands a value that no consumer has received back to its source, if that wants it. A cancelled
   * wait may hold the value until the wait ends, so this is called again then.
   */
  private void returnUndelivered() {
    Runnable undelivered = onUndelivered;
    if (undelivered != null && takeFromQueue()) {
      undelivered.run();
    }
  }

  private boolean takeFromQueue() {
    try {
      return emitted.tryGet().isPresent();
    } catch (QueueShutdownException e) {
      return false;
    }
  }

  private void ended() {
    returnUndelivered();
    emitted.shutdown();
  }

  private boolean awaitNext() {
    if (closed) {
      return false;
    }
    if (!requested) {
      request();
      requested = true;
    }
    if (values.hasNext()) {
      return true;
    }
    if (!closed) { // otherwise another thread has closed it
      close();
      if (!completed) {
        throw new CancellationException("the task or block that created this iterator has ended");
      }
    }
    return false;
  }

  private void request() {
    if (started) {
      inEmit = false;
      Object unused = ChannelCalls.trySend(requests, Unit.INSTANCE);
    } else {
      producer.start(this::ended);
      started = true;
    }
  }

  private void produce(CoroutineThread body) {
    try {
      Object unused =
          body.await(k -> FlowCalls.collectUntil(stop, flow, new QueueingCollector(), k));
      completed = !dismissed;
    } catch (Throwable t) {
      Throwable thrown = FlowCancellations.meaningOfWhole(body, t);
      failure = thrown;
      if (!(thrown instanceof CancellationException)) {
        throw SneakyThrow.sneak(thrown);
      }
    }
  }

  /** Puts the values of the flow into the queue. */
  private final class QueueingCollector implements FlowCollector<Object>, PushbackCollector {
    /** The value emitted last. Confined to the emitting thread. */
    private @Nullable Object last;

    @Override
    public @Nullable Object emit(Object value, Continuation<? super Unit> k) {
      last = value;
      inEmit = true;
      boolean put = emitted.tryPut(value);
      if (!put) {
        throw stop;
      }
      return awaitRequest(k); // may suspend
    }

    @SuppressWarnings("unchecked") // a request is a Unit
    private @Nullable Object awaitRequest(Continuation<? super Unit> k) {
      return requests.receive((Continuation<Object>) (Object) k);
    }

    @Override
    public void giveBack(Object value, Runnable undelivered) {
      if (value == last) {
        onUndelivered = undelivered;
        returnUndelivered();
      }
    }
  }

  /**
   * Ends a flow that waits in {@code emit} by an exception from there, as operators do that end a
   * flow early. Unlike the cleanup of a cancelled flow, its cleanup may wait then. Returns false if
   * the flow does not wait in {@code emit}: then it must be cancelled.
   */
  private boolean dismiss() {
    dismissed = true;
    if (site != null && !closed) {
      reportLeft(site);
    }
    boolean waitsInEmit = inEmit;
    if (waitsInEmit) {
      boolean unused = requests.close(stop);
    }
    return waitsInEmit;
  }

  /**
   * Reports, in debug mode, a loop that was left before its end. A cancelled owner leaves all its
   * loops, so that is not reported.
   */
  private static void reportLeft(StackTraceElement site) {
    CoroutineThread owner = CoroutineThreads.direct();
    if (owner != null && owner.frame().job().isActive()) {
      DebugLog.tell(
          "the loop over a flow at "
              + CallSites.text(site)
              + " was left before its end, and the flow has stayed open until now, when the block or"
              + " task of the loop ends: use try-with-resources, or forEach");
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the flow emits nothing else
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the flow has ended");
    }
    requested = false;
    return (T) values.next();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    producer.end();
    Throwable thrown =
        failure != null ? failure : producer.failure(); // the flow may not have started
    if (thrown != null && !(thrown instanceof CancellationException)) {
      throw TaskFailedException.unchecked(thrown);
    }
  }
}
