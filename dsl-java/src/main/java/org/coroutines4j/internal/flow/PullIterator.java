package org.coroutines4j.internal.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.HelperTask;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.Warning;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.jspecify.annotations.Nullable;

/**
 * Pulls from a flow that a producer coroutine collects. The producer belongs to the code that
 * created the iterator, whichever task pulls.
 *
 * <p>Closing ends a producer that waits in {@code emit} by an exception from there, and cancels any
 * other.
 */
final class PullIterator<T> implements AsyncIterator<T> {
  private static final VarHandle FOUND;

  static {
    try {
      FOUND = MethodHandles.lookup().findVarHandle(PullIterator.class, "found", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Flow<Object> flow;

  /** The value that {@link #hasNext} has found and {@link #next} has not returned. */
  private volatile @Nullable Object found;

  private final HandOver handOver;
  private final HelperTask producer;

  /** Whether a task is in {@link #hasNext}. */
  private final AtomicBoolean waiting = new AtomicBoolean();

  private boolean started;

  /** Whether the value that comes next was requested. */
  private boolean asked;

  /** Whether the iterator is closed, by any thread. */
  private volatile boolean closed;

  private volatile boolean dismissed;

  /** Whether the flow was dismissed by the end of the owner. Its last values are not delivered. */
  private volatile boolean orphaned;

  /** Whether the flow has ended by itself. */
  private boolean completed;

  /** The failure of the flow. Written, like {@link #completed}, before the hand-over is told. */
  private @Nullable Throwable failure;

  /** The call site that created the iterator; in debug mode only. */
  private final @Nullable StackTraceElement site;

  /** Creates an iterator that belongs to the caller's code. */
  PullIterator(Flow<Object> flow) {
    this(flow, new AlternatingHandOver(), null, callSite());
  }

  private PullIterator(
      Flow<Object> flow,
      HandOver handOver,
      @Nullable JobFrame owner,
      @Nullable StackTraceElement site) {
    this.flow = flow;
    this.handOver = handOver;
    this.site = site;
    this.producer =
        owner == null
            ? HelperTask.of(this::produce, this::dismiss)
            : HelperTask.of(owner, this::produce, this::dismiss);
  }

  /**
   * Creates an iterator that belongs to the code of {@code owner}, on any thread. The caller must
   * call {@link #ownerLeft}.
   */
  static <T> PullIterator<T> ownedBy(
      JobFrame owner, Flow<Object> flow, @Nullable StackTraceElement site) {
    return new PullIterator<>(flow, new AlternatingHandOver(), owner, site);
  }

  /**
   * Creates an iterator that belongs to the caller's code, and whose producer runs ahead by up to
   * {@code ahead} values.
   */
  static <T> PullIterator<T> runAhead(Flow<Object> flow, int ahead) {
    return new PullIterator<>(flow, new RingHandOver(ahead), null, callSite());
  }

  /** Returns the call site that creates an iterator; in debug mode only. */
  static @Nullable StackTraceElement callSite() {
    return Debug.isOn() ? CallSites.caller() : null;
  }

  /** The code of the owner has ended: closes the iterator. Called by the thread of that code. */
  void ownerLeft() {
    producer.leave();
  }

  @Override
  public boolean hasNext() {
    if (!waiting.compareAndSet(false, true)) {
      throw usedByAnotherTask();
    }
    try {
      return awaitNext();
    } catch (CancellationException e) {
      handOver.returnUndelivered();
      throw e;
    } finally {
      waiting.set(false);
    }
  }

  static IllegalStateException usedByAnotherTask() {
    return new IllegalStateException(
        "another task waits for the next value of this iterator. Only one task at a time may use"
            + " an iterator");
  }

  static CancellationException ownerEnded() {
    return new CancellationException("the task or block that created this iterator has ended");
  }

  /** The consumer will not get the value that it has found, because the iterator is closed. */
  private void dropFound() {
    Object value = FOUND.getAndSet(this, null);
    if (value != null) {
      handOver.putBack(value);
    }
  }

  private boolean awaitNext() {
    if (closed) {
      return false;
    }
    if (found != null) {
      return true;
    }
    if (!asked) {
      if (started) {
        handOver.request();
      } else {
        producer.start(handOver::ended);
        started = true;
      }
      asked = true;
    }
    Object value = handOver.awaitValue();
    if (value != null) {
      found = value;
      if (!closed) { // read after the write: a thread that closes reads in the other order
        return true;
      }
      dropFound();
      return false;
    }
    if (!closed) { // otherwise another thread has closed it
      close();
      if (!completed || orphaned) {
        throw ownerEnded();
      }
    }
    return false;
  }

  private void produce(CoroutineThread body) {
    try {
      Object unused =
          body.await(k -> FlowCalls.collectUntil(handOver.stop, flow, handOver.collector(), k));
      completed = !dismissed;
    } catch (Throwable t) {
      Throwable thrown = FlowCancellations.meaningOfWhole(body, t);
      failure = thrown;
      if (!(thrown instanceof CancellationException)) {
        throw SneakyThrow.sneak(thrown);
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
    if (!closed) {
      orphaned = true;
      if (site != null) {
        reportLeft(site);
      }
    }
    return handOver.stopInEmit();
  }

  /**
   * Reports, in debug mode, a loop that was left before its end. A cancelled owner leaves all its
   * loops, so that is not reported.
   */
  static void reportLeft(StackTraceElement site) {
    CoroutineThread owner = CoroutineThreads.direct();
    if (owner != null && owner.frame().job().isActive()) {
      Warning.UNFINISHED_LOOP.log(
          "the loop over a flow at "
              + CallSites.text(site)
              + " was left before its end, and the flow has stayed open until now, when the block"
              + " or task of the loop ends: use try-with-resources, or forEach");
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the flow emits nothing else
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the flow has ended");
    }
    asked = false;
    Object value = FOUND.getAndSet(this, null);
    if (value == null) { // closed by another thread at this moment
      throw new NoSuchElementException("the flow has ended");
    }
    return (T) value;
  }

  @Override
  public void close() {
    Throwable thrown = end();
    if (thrown != null) {
      throw TaskFailedException.unchecked(thrown);
    }
  }

  /** Closes the iterator. Returns the failure of the flow, or null if a thread has closed it. */
  @Nullable Throwable end() {
    if (closed) {
      return null;
    }
    closed = true;
    producer.end();
    dropFound();
    Throwable thrown =
        failure != null ? failure : producer.failure(); // the flow may not have started
    return thrown instanceof CancellationException ? null : thrown;
  }

  boolean isClosed() {
    return closed;
  }
}
