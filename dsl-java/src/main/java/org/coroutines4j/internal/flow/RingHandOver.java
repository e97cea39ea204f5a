package org.coroutines4j.internal.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.CancellableContinuation;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.ReadyCondition;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.coroutines4j.runtime.kotlinx.Registration;
import org.jspecify.annotations.Nullable;

/**
 * A hand-over through a ring: the producer runs ahead of the consumer by a number of values. A
 * value is in the ring already while its {@code emit} waits for room. So the ring has one slot more
 * than that number.
 */
final class RingHandOver extends HandOver {
  /*
   * A slot is null while it is free. Only the producer fills slots, and only the consumer frees them, in the same
   * order. So each of them has an index of its own. They wake each other:
   *
   * producer                              consumer
   * fills a slot                          writes that it waits
   * wakes the consumer, if that waits     parks, unless the slot is filled
   *
   * writes that it waits                  frees a slot
   * waits, unless the slot is free        wakes the producer, if that waits
   *
   * All these are volatile, so one of them sees the other. A wake-up may be late: the producer may have found the slot
   * free, used it and waited for the next one. So a wake-up is made only if there is room.
   */

  /** The most values to run ahead by: a ring takes its memory even if it stays empty. */
  static final int MAX_AHEAD = 1_024;

  private static final VarHandle SUSPENDED;

  static {
    try {
      SUSPENDED =
          MethodHandles.lookup().findVarHandle(RingHandOver.class, "suspended", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final AtomicReferenceArray<@Nullable Object> slots;

  /** The slot of the next value; of the consumer. */
  private int taken;

  /** The slot to fill next; of the producer. Written before {@link #suspended}. */
  private int filled;

  /** The coroutine that waits for a value; null if none does. */
  private volatile @Nullable CoroutineThread consumer;

  /** The coroutine that waits in {@code emit}; null if none does. */
  private volatile @Nullable CoroutineThread emitter;

  /** The continuation of a flow that has suspended in {@code emit}, until it is resumed. */
  private volatile @Nullable Object suspended;

  /** Whether the flow must end. */
  private volatile boolean stopped;

  /** Whether the flow waits in {@code emit}, or is about to. */
  private volatile boolean inEmit;

  /** Whether the producer has ended. */
  private volatile boolean ended;

  private final ReadyCondition valueCondition = this::hasValue;
  private final ReadyCondition roomCondition = this::hasRoom;
  private final Consumer<CoroutineThread> awaitingValue = this::parkForValue;
  private final Consumer<CoroutineThread> awaitingRoom = this::parkForRoom;

  /** A ring whose producer runs ahead by at most {@code ahead} values. */
  RingHandOver(int ahead) {
    slots = new AtomicReferenceArray<>(ahead + 1);
  }

  private int after(int slot) {
    return slot + 1 == slots.length() ? 0 : slot + 1;
  }

  // By the consumer.

  @Override
  void request() {}

  @Override
  @Nullable Object awaitValue() {
    CoroutineThread body = CoroutineThreads.direct();
    if (body != null && hasValue()) {
      body.checkpoint(); // first, since a thread of an executor must not wait
      body.endStep();
    } else {
      CoroutineThreads.run(awaitingValue);
    }
    Object value = slots.get(taken);
    if (value == null || stopped) {
      return null;
    }
    slots.set(taken, null);
    taken = after(taken);
    madeRoom();
    return value;
  }

  private boolean hasValue() {
    return slots.get(taken) != null || ended;
  }

  private void parkForValue(CoroutineThread body) {
    consumer = body;
    try {
      body.awaitDirectly(valueCondition);
    } finally {
      consumer = null;
    }
  }

  /**
   * A slot is free, or the flow must end. Resumes a suspended flow only if it has room still: it
   * may have found the slot before it suspended, used it, and suspended for the next one.
   */
  private void madeRoom() {
    wake(emitter);
    Object waiting = suspended;
    if (waiting != null && hasRoom() && SUSPENDED.compareAndSet(this, waiting, null)) {
      resume(waiting);
    }
  }

  private void resume(@Nullable Object waiting) {
    if (waiting instanceof CancellableContinuation<?> continuation) {
      inEmit = false; // before the read: a thread that stops the flow reads in the other order
      continuation.resumeWith(stopped ? ResultKt.createFailure(stop) : Unit.INSTANCE);
    }
  }

  // By any thread.

  @Override
  boolean stopInEmit() {
    stopped = true;
    Object waiting = suspended;
    boolean waitsInEmit = inEmit;
    if (waitsInEmit) {
      madeRoom();
    }
    return waitsInEmit && !isCancelled(waiting);
  }

  // By the producer.

  @Override
  void ended() {
    ended = true;
    wake(consumer);
  }

  private boolean hasRoom() {
    return slots.get(filled) == null || stopped;
  }

  private void parkForRoom(CoroutineThread body) {
    emitter = body;
    try {
      body.awaitDirectly(roomCondition);
    } finally {
      emitter = null;
    }
  }

  @Override
  DirectCollector collector() {
    return new RingCollector();
  }

  /**
   * As in {@link AlternatingHandOver}, a flow that may suspend does so while the ring is full. Each
   * emit is a cancellation point. Otherwise a cancelled flow would go on while its consumer takes
   * the values fast enough.
   */
  private final class RingCollector implements DirectCollector {
    private final Registration awaitingRoomSuspended = this::register;

    /** The number of values emitted. Confined to the emitting thread. */
    private int emissions;

    @Override
    public boolean maySuspend() {
      return true;
    }

    @Override
    public @Nullable Object emit(Object value, Continuation<? super Unit> k) {
      JobKt.ensureActive(k.getContext());
      awaitRoom(); // only after a cancelled emit is there none
      if (fill(value)) {
        return Unit.INSTANCE;
      }
      inEmit = true;
      @SuppressWarnings("unchecked") // resumed with a Unit
      Continuation<Object> waiting = (Continuation<Object>) (Object) k;
      return Continuations.suspendUntilResumed(awaitingRoomSuspended, waiting);
    }

    private void register(CancellableContinuation<Object> waiting) {
      suspended = waiting;
      if (hasRoom() && SUSPENDED.compareAndSet(RingHandOver.this, waiting, null)) {
        resume(waiting);
      }
    }

    @Override
    public void accept(Object value) {
      CoroutineThread body = CoroutineThreads.direct();
      if (body != null) { // otherwise Kotlin code runs this operator
        body.checkpoint();
      }
      awaitRoom(); // only after a cancelled emit is there none
      if (!fill(value)) {
        awaitRoom();
      }
    }

    private void awaitRoom() {
      if (!hasRoom()) {
        inEmit = true;
        CoroutineThreads.run(awaitingRoom);
        inEmit = false; // before the read, as in resume
      }
      if (stopped) {
        throw stop;
      }
    }

    /** Puts the value into the ring. Returns whether there is room for another one. */
    private boolean fill(Object value) {
      Objects.requireNonNull(value, "value"); // Kotlin code may emit null
      if (stopped || ended) {
        throw stop;
      }
      inEmit = false;
      slots.set(filled, value);
      filled = after(filled);
      wake(consumer);
      keepStackShort(++emissions);
      return hasRoom();
    }
  }
}
