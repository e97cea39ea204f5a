package org.coroutines4j.internal.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Consumer;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.CancellableContinuation;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.ReadyCondition;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.coroutines4j.runtime.kotlinx.Registration;
import org.jspecify.annotations.Nullable;

/**
 * A hand-over without a buffer: producer and consumer alternate.
 *
 * <pre>
 * consumer                             producer
 * starts the producer
 *                                      collects the flow
 *                                      emit: puts the value down, wakes the consumer
 * takes the value                      waits in emit for a request
 * sends a request
 *                                      emit returns, collects further</pre>
 */
final class AlternatingHandOver extends HandOver {
  private static final VarHandle EMITTED;
  private static final VarHandle ANSWER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      EMITTED = lookup.findVarHandle(AlternatingHandOver.class, "emitted", Object.class);
      ANSWER = lookup.findVarHandle(AlternatingHandOver.class, "answer", Object.class);
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

  /** Returns whether the flow has emitted the requested value, even if it was put back since. */
  private volatile boolean arrived;

  /** Whether the flow waits in {@code emit}, or is about to. */
  private volatile boolean inEmit;

  /**
   * Hands the last emitted value back to its source, which owns it until it is delivered. Set when
   * the flow has ended.
   */
  private volatile @Nullable Runnable onUndelivered;

  private final ReadyCondition hasValue = () -> this.arrived || this.ended;
  private final ReadyCondition hasEnded = () -> this.ended;
  private final ReadyCondition isAnswered = () -> this.answer != null;
  private final Consumer<CoroutineThread> awaitingValue = this::awaitArrival;
  private final Consumer<CoroutineThread> awaitingEnd = this::awaitEnd;
  private final Consumer<CoroutineThread> awaitingRequest = this::awaitRequest;

  // By the consumer.

  @Override
  void request() {
    inEmit = false;
    arrived = false;
    Object unused = answer(Answer.REQUEST);
  }

  @Override
  @Nullable Object awaitValue() {
    CoroutineThreads.run(awaitingValue);
    Object value = takeEmitted();
    if (value == null && !ended) { // it has gone back to its source: the flow is about to end
      CoroutineThreads.run(awaitingEnd);
    }
    return value;
  }

  private void awaitArrival(CoroutineThread body) {
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

  private @Nullable Object takeEmitted() {
    return emitted == null ? null : EMITTED.getAndSet(this, null);
  }

  // By any thread.

  @Override
  boolean stopInEmit() {
    if (!inEmit) {
      return false;
    }
    Object waiting = answer(Answer.STOP);
    return inEmit && !isCancelled(waiting); // else it may be past that emit
  }

  @Override
  void putBack(Object value) {
    emitted = value;
    returnUndelivered();
  }

  @Override
  void returnUndelivered() {
    Runnable undelivered = onUndelivered;
    if (undelivered != null && takeEmitted() != null) {
      undelivered.run();
    }
  }

  /** Answers the flow. Returns the continuation that was resumed, if any. */
  private @Nullable Object answer(Answer given) {
    Object waiting;
    Object left;
    do {
      waiting = answer;
      if (waiting == Answer.STOP) {
        return null;
      }
      boolean isTaken = given == Answer.REQUEST && waiting instanceof CancellableContinuation;
      left = isTaken ? null : given;
    } while (!ANSWER.compareAndSet(this, waiting, left));
    if (waiting instanceof CancellableContinuation<?> suspended) {
      resume(suspended, given);
    } else {
      wake(emitter);
    }
    return waiting;
  }

  private void resume(CancellableContinuation<?> suspended, Answer given) {
    suspended.resumeWith(given == Answer.REQUEST ? Unit.INSTANCE : ResultKt.createFailure(stop));
  }

  // By the producer.

  @Override
  DirectCollector collector() {
    return new HandingCollector();
  }

  @Override
  void ended() {
    returnUndelivered();
    ended = true;
    wake(consumer);
  }

  private void awaitRequest(CoroutineThread body) {
    emitter = body;
    body.awaitDirectly(isAnswered);
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
      if (!ANSWER.compareAndSet(AlternatingHandOver.this, null, suspended)) {
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
      return ANSWER.compareAndSet(AlternatingHandOver.this, Answer.REQUEST, null)
          ? Answer.REQUEST
          : Answer.STOP;
    }

    /** Gives the value to the consumer. */
    private void putDown(Object value) {
      Objects.requireNonNull(value, "value"); // Kotlin code may emit null
      if (ended) {
        throw stop;
      }
      if (answer instanceof CancellableContinuation<?> cancelled) { // the flow emits in its cleanup
        boolean unused = ANSWER.compareAndSet(AlternatingHandOver.this, cancelled, null);
      }
      last = value;
      inEmit = true;
      emitted = value;
      arrived = true;
      wake(consumer);
      keepStackShort(++emissions);
    }

    @Override
    public void giveBack(Object value, Runnable undelivered) {
      if (value == last) {
        onUndelivered = undelivered;
        returnUndelivered();
      }
    }
  }
}
