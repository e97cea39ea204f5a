package org.coroutines4j.internal.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.CancellableContinuation;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.HelperTask;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.coroutine.ReadyCondition;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.DebugLog;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.dispatch.ThreadSource;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.coroutines4j.runtime.kotlinx.Registration;
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
 *                                      emit: puts the value down, wakes the consumer
 * hasNext() returns true; next()       waits in emit for a request
 * hasNext(): sends a request
 *                                      emit returns, collects further</pre>
 *
 * <p>Closing ends a producer that waits in {@code emit} by an exception from there, and cancels any
 * other.
 */
final class PullIterator<T> implements AsyncIterator<T> {
  /**
   * The values after which a virtual thread yields, even if the consumer always answers before the
   * thread parks. Either moves the frames on the stack to the heap, else a flow that recurses a
   * level deeper for each value would overflow the stack.
   */
  private static final int EMISSIONS_PER_YIELD = 16;

  private static final VarHandle EMITTED;
  private static final VarHandle FOUND;
  private static final VarHandle ANSWER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      EMITTED = lookup.findVarHandle(PullIterator.class, "emitted", Object.class);
      FOUND = lookup.findVarHandle(PullIterator.class, "found", Object.class);
      ANSWER = lookup.findVarHandle(PullIterator.class, "answer", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The two answers to a flow that waits in {@code emit}. */
  private enum Answer {
    /** The consumer has asked for another value than the last. */
    REQUEST,
    /** The flow must end. */
    STOP
  }

  private final Flow<Object> flow;

  /** Ends the flow early. */
  private final StopFlowException stop = new StopFlowException();

  /** The emitted value, until the consumer takes it. A cancelled wait leaves it here. */
  private volatile @Nullable Object emitted;

  /**
   * What the flow in {@code emit} has not taken yet: an {@link Answer}. Or the continuation of a
   * flow that has suspended in {@code emit}, until that is answered. Or null.
   */
  private volatile @Nullable Object answer;

  /** Whether the producer has ended. */
  private volatile boolean ended;

  /** The coroutine that waits for a value; null if none does. */
  private volatile @Nullable CoroutineThread consumer;

  /** The coroutine that waits in {@code emit}, or waited there last. */
  private volatile @Nullable CoroutineThread emitter;

  /** The value that {@link #hasNext} has found and {@link #next} has not returned. */
  private volatile @Nullable Object found;

  /** Whether the flow has emitted the value that was asked for, even if that was given back. */
  private volatile boolean arrived;

  private final ReadyCondition hasValue = () -> this.arrived || this.ended;
  private final ReadyCondition hasEnded = () -> this.ended;
  private final ReadyCondition isAnswered = () -> this.answer != null;
  private final Consumer<CoroutineThread> awaitingValue = this::awaitValue;
  private final Consumer<CoroutineThread> awaitingEnd = this::awaitEnd;
  private final Consumer<CoroutineThread> awaitingRequest = this::awaitRequest;
  private final HelperTask producer;

  /** Whether a task is in {@link #hasNext}. */
  private final AtomicBoolean waiting = new AtomicBoolean();

  private boolean started;

  /** Whether the value that comes next was requested. */
  private boolean asked;

  /** Whether the iterator is closed, by any thread. */
  private volatile boolean closed;

  /** Whether the flow waits in {@code emit}, or is about to. */
  private volatile boolean inEmit;

  private volatile boolean dismissed;

  /** Whether the flow has ended by itself. */
  private boolean completed;

  /** The failure of the flow. Written, like {@link #completed}, before {@link #ended}. */
  private @Nullable Throwable failure;

  /**
   * Hands the last emitted value back to its source, which owns it until it is delivered. Set when
   * the flow has ended.
   */
  private volatile @Nullable Runnable onUndelivered;

  /** The call site that created the iterator; in debug mode only. */
  private final @Nullable StackTraceElement site;

  /** Creates an iterator that belongs to the caller's code. */
  PullIterator(Flow<Object> flow) {
    this(flow, null, callSite());
  }

  private PullIterator(
      Flow<Object> flow, @Nullable JobFrame owner, @Nullable StackTraceElement site) {
    this.flow = flow;
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
    return new PullIterator<>(flow, owner, site);
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
      returnUndelivered();
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

  /**
   * Hands a value that no consumer has received back to its source, if that wants it. A cancelled
   * wait may hold the value until the wait ends, so this is called again then.
   */
  private void returnUndelivered() {
    Runnable undelivered = onUndelivered;
    if (undelivered != null && takeEmitted() != null) {
      undelivered.run();
    }
  }

  /** The consumer will not get the value that it has found, because the iterator is closed. */
  private void dropFound() {
    Object value = FOUND.getAndSet(this, null);
    if (value != null) {
      emitted = value; // for the flow, which may hand it back to its source only later
      returnUndelivered();
    }
  }

  private @Nullable Object takeEmitted() {
    return emitted == null ? null : EMITTED.getAndSet(this, null);
  }

  private void ended() {
    returnUndelivered();
    ended = true;
    wake(consumer);
  }

  private static void wake(@Nullable CoroutineThread waiting) {
    if (waiting != null) {
      waiting.wake();
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
      request();
      asked = true;
    }
    CoroutineThreads.run(awaitingValue);
    Object value = takeEmitted();
    if (value != null) {
      found = value;
      if (!closed) { // read after the write: a thread that closes reads in the other order
        return true;
      }
      dropFound();
      return false;
    }
    if (!ended) { // the value has gone back to its source, because the flow is about to end
      CoroutineThreads.run(awaitingEnd);
    }
    if (!closed) { // otherwise another thread has closed it
      close();
      if (!completed) {
        throw ownerEnded();
      }
    }
    return false;
  }

  private void request() {
    if (started) {
      inEmit = false;
      arrived = false;
      answer(Answer.REQUEST);
    } else {
      producer.start(this::ended);
      started = true;
    }
  }

  private void answer(Answer given) {
    Object waiting;
    Object left;
    do {
      waiting = answer;
      if (waiting == Answer.STOP) {
        return;
      }
      boolean isTaken = given == Answer.REQUEST && waiting instanceof CancellableContinuation;
      left = isTaken ? null : given;
    } while (!ANSWER.compareAndSet(this, waiting, left));
    if (waiting instanceof CancellableContinuation<?> suspended) {
      resume(suspended, given);
    } else {
      wake(emitter);
    }
  }

  private void resume(CancellableContinuation<?> suspended, Answer given) {
    suspended.resumeWith(given == Answer.REQUEST ? Unit.INSTANCE : ResultKt.createFailure(stop));
  }

  private void awaitValue(CoroutineThread body) {
    awaitAsConsumer(body, hasValue);
  }

  private void awaitEnd(CoroutineThread body) {
    awaitAsConsumer(body, hasEnded);
  }

  private void awaitAsConsumer(CoroutineThread body, ReadyCondition condition) {
    consumer = body;
    try {
      body.awaitDirectly(condition);
    } finally {
      consumer = null;
    }
  }

  private void awaitRequest(CoroutineThread body) {
    emitter = body;
    body.awaitDirectly(isAnswered);
  }

  private void produce(CoroutineThread body) {
    try {
      Object unused =
          body.await(k -> FlowCalls.collectUntil(stop, flow, new HandingCollector(), k));
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
   * Hands the values of the flow over to the consumer. A flow that may suspend does so in {@code
   * emit}: waiting there would keep the stack of all its operators, which for a recursive flow
   * grows with each value.
   */
  private final class HandingCollector implements DirectCollector, PushbackCollector {
    /** The value emitted last. Confined to the emitting thread. */
    private @Nullable Object last;

    private final Registration awaitingAnswer = this::awaitAnswer;

    /** The number of values emitted. Confined like {@link #last}. */
    private int emissions;

    @Override
    public boolean maySuspend() {
      return true;
    }

    @Override
    public @Nullable Object emit(Object value, Continuation<? super Unit> k) {
      putDown(value);
      @SuppressWarnings("unchecked") // an answer resumes with a Unit
      Continuation<Object> suspended = (Continuation<Object>) (Object) k;
      return Continuations.suspendUntilResumed(awaitingAnswer, suspended);
    }

    private void awaitAnswer(CancellableContinuation<Object> suspended) {
      if (!ANSWER.compareAndSet(PullIterator.this, null, suspended)) {
        resume(suspended, takeAnswer());
      }
    }

    @Override
    public void accept(Object value) {
      putDown(value);
      CoroutineThreads.run(awaitingRequest);
      if (takeAnswer() == Answer.STOP) {
        throw stop;
      }
    }

    private Answer takeAnswer() {
      return ANSWER.compareAndSet(PullIterator.this, Answer.REQUEST, null)
          ? Answer.REQUEST
          : Answer.STOP;
    }

    /** Gives the value to the consumer, and keeps the stack of a recursive flow short. */
    @SuppressWarnings("ThreadPriorityCheck") // no hint to a scheduler: moves the stack to the heap
    private void putDown(Object value) {
      Objects.requireNonNull(value, "value"); // Kotlin code may emit null
      if (ended) {
        throw stop;
      }
      if (answer instanceof CancellableContinuation<?> cancelled) { // the flow emits in its cleanup
        boolean unused = ANSWER.compareAndSet(PullIterator.this, cancelled, null);
      }
      last = value;
      inEmit = true;
      emitted = value;
      arrived = true;
      wake(consumer);
      if (++emissions % EMISSIONS_PER_YIELD == 0
          && ThreadSource.isVirtual(Thread.currentThread())) {
        Thread.yield();
      }
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
      answer(Answer.STOP);
    }
    return waitsInEmit;
  }

  /**
   * Reports, in debug mode, a loop that was left before its end. A cancelled owner leaves all its
   * loops, so that is not reported.
   */
  static void reportLeft(StackTraceElement site) {
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
    Object value = FOUND.getAndSet(this, null);
    if (value == null) { // closed by another thread at this moment
      throw new NoSuchElementException("the flow has ended");
    }
    return (T) value;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    producer.end();
    dropFound();
    Throwable thrown =
        failure != null ? failure : producer.failure(); // the flow may not have started
    if (thrown != null && !(thrown instanceof CancellationException)) {
      throw TaskFailedException.unchecked(thrown);
    }
  }
}
