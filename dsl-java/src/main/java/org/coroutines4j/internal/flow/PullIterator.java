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
 * Pulls from a flow that a coroutine of its own collects, which begins with the first request and
 * waits for another one after each value. It belongs to the code that has made the iterator,
 * whoever asks.
 */
final class PullIterator<T> implements AsyncIterator<T> {
  private final Flow<Object> flow;

  /** Ends the flow. */
  private final Enough enough = new Enough();

  /** That another value is wanted; closed by {@link #enough}. */
  private final Channel<Object> answers = ChannelKt.Channel(1, BufferOverflow.DROP_OLDEST, null);

  /** What the flow has emitted: at most one, which a cancelled wait leaves where it is. */
  private final AsyncQueue<Object> emitted = AsyncQueue.fifo();

  private final Iterator<Object> values = emitted.iterator();
  private final HelperTask producer = HelperTask.of(this::produce, this::dismiss);

  /** Whether a task is in {@link #hasNext}. */
  private final AtomicBoolean waiting = new AtomicBoolean();

  private boolean begun;
  private boolean asked;

  /** Closed, by whomever. */
  private volatile boolean over;

  /** Whether the flow stands in its emit, or is about to. */
  private volatile boolean handedOver;

  private volatile boolean dismissed;

  /** The flow has ended by itself. */
  private boolean complete;

  /** Written, as {@link #complete}, before the queue is shut down. */
  private @Nullable Throwable failure;

  /** Takes the value back that was emitted last, if nobody has it: set when the flow has ended. */
  private volatile @Nullable Runnable untaken;

  /** In debug mode, where it was made. */
  private final @Nullable StackTraceElement site = Debug.isOn() ? CallSites.caller() : null;

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
    } catch (CancellationException e) {
      giveBackUntaken();
      throw e;
    } finally {
      waiting.set(false);
    }
  }

  /**
   * Gives the value back that nobody has taken, if its source wants it. A wait that is cancelled
   * may hold it until that ends: so this is called again then.
   */
  private void giveBackUntaken() {
    Runnable undelivered = untaken;
    if (undelivered != null && isInQueue()) {
      undelivered.run();
    }
  }

  private boolean isInQueue() {
    try {
      return emitted.tryGet().isPresent();
    } catch (QueueShutdownException e) {
      return false;
    }
  }

  private void ended() {
    giveBackUntaken();
    emitted.shutdown();
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
      handedOver = false;
      Object unused = ChannelCalls.trySend(answers, Unit.INSTANCE);
    } else {
      producer.start(this::ended);
      begun = true;
    }
  }

  private void produce(CoroutineThread body) {
    try {
      Object unused = body.await(k -> FlowCalls.collectUntil(enough, flow, new Puts(), k));
      complete = !dismissed;
    } catch (Throwable t) {
      Throwable thrown = FlowCancellations.meaningOfWhole(body, t);
      failure = thrown;
      if (!(thrown instanceof CancellationException)) {
        throw SneakyThrow.sneak(thrown);
      }
    }
  }

  /** Takes what the flow emits. */
  private final class Puts implements FlowCollector<Object>, Taker {
    /** Of the thread that emits. */
    private @Nullable Object last;

    @Override
    public @Nullable Object emit(Object value, Continuation<? super Unit> k) {
      last = value;
      handedOver = true;
      boolean put = emitted.tryPut(value);
      if (!put) {
        throw enough;
      }
      return awaitAnswer(k); // by suspending, perhaps
    }

    @SuppressWarnings("unchecked") // an answer is a Unit
    private @Nullable Object awaitAnswer(Continuation<? super Unit> k) {
      return answers.receive((Continuation<Object>) (Object) k);
    }

    @Override
    public void giveBack(Object value, Runnable undelivered) {
      if (value == last) {
        untaken = undelivered;
        giveBackUntaken();
      }
    }
  }

  /**
   * Ends a flow that stands in its emit by letting that throw, as the operators do that end a flow
   * early: its cleanup may wait then, unlike that of a cancelled one.
   */
  private boolean dismiss() {
    dismissed = true;
    if (site != null && !over) {
      tellThatItIsLeft(site);
    }
    boolean standing = handedOver;
    if (standing) {
      boolean unused = answers.close(enough);
    }
    return standing;
  }

  /** Its owner ends; one that is cancelled leaves all loops as they are, and may. */
  private static void tellThatItIsLeft(StackTraceElement site) {
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
    Throwable thrown = failure != null ? failure : producer.failure(); // it may not have begun
    if (thrown != null && !(thrown instanceof CancellationException)) {
      throw TaskFailedException.unchecked(thrown);
    }
  }
}
