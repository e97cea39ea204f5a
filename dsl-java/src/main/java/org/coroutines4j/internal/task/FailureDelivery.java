package org.coroutines4j.internal.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.Outcome;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.internal.failure.AwaitedHere;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.internal.failure.FailureReporter;
import org.coroutines4j.internal.failure.TrackedTask;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the failure of a task to exactly one place: the callers that wait for it, or else the
 * policy of its scope. A part of {@link TaskImpl}, so that a task needs no further object.
 */
abstract class FailureDelivery<T extends @Nullable Object> extends AbstractTask<T>
    implements TrackedTask {
  /*
   * A failure is
   *   handled   once a caller has received it, or has said that it will: by await, awaitOutcome, onCompletion, a
   *             future, or a result that contains it. Then the policy forgets it.
   *   reported  once the policy has passed it to the failure handler of the scope, or logged it. markReported()
   *             decides which of several threads does.
   *
   * waiter                                    the task
   * 1. counts itself                          1. stores the failure
   * 2. waits                                  2. notifies the policy, which checks for waiters
   * 3. uncounts itself; the last waiter
   *    that leaves without the failure
   *    notifies the policy
   *
   * So either the policy sees no waiter, or the last waiter sees the failure.
   */
  @SuppressWarnings("rawtypes")
  private static final AtomicIntegerFieldUpdater<FailureDelivery> WAITERS =
      AtomicIntegerFieldUpdater.newUpdater(FailureDelivery.class, "waiters");

  private static final VarHandle FLAGS;

  static {
    try {
      FLAGS = MethodHandles.lookup().findVarHandle(FailureDelivery.class, "flags", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final byte HANDLED = 1;
  private static final byte REPORTED = 2;
  private static final byte EXPECTED = 4;

  final FailurePolicy policy;

  /** The number of callers that wait and will handle a failure. */
  private volatile int waiters;

  /** The future that was handed out last; it waits too until it is complete. */
  private volatile @Nullable TaskFuture<T> future;

  /** HANDLED, REPORTED and EXPECTED, each set at most once; one byte, since all tasks have it. */
  private volatile byte flags;

  /** Guarded by the policy, which keeps the task. */
  private boolean onlyCounted;

  /** The exception that awaits throw for a failure; null before the first of them. */
  private volatile @Nullable Throwable wrapper;

  FailureDelivery(FailurePolicy policy) {
    this.policy = policy;
  }

  /** Returns the failure or cancellation, known a moment before the task is complete; or null. */
  abstract @Nullable Throwable thrown();

  /** Returns the failure, if there is one. */
  final @Nullable Throwable failureOrNull() {
    Throwable failure = thrown();
    return failure instanceof CancellationException ? null : failure;
  }

  @Override
  public final Throwable failure() {
    Throwable failure = thrown();
    if (failure == null) {
      throw new IllegalStateException(this + " has not failed");
    }
    return failure;
  }

  // Callers that wait.

  @Override
  public final T await() {
    awaitEnd();
    return take();
  }

  @Override
  public final void awaitEnd() {
    addWaiter();
    try {
      join();
      if (thrown() != null) {
        markHandled();
      }
    } finally {
      removeWaiter();
    }
  }

  @Override
  public final void addWaiter() {
    WAITERS.incrementAndGet(this);
  }

  @Override
  public final void removeWaiter() {
    if (WAITERS.decrementAndGet(this) == 0) {
      reportIfAbandoned();
    }
  }

  private void reportIfAbandoned() {
    Throwable failure = failureOrNull();
    if (failure != null && !isHandled()) {
      policy.abandoned(this, failure);
    }
  }

  @Override
  public final boolean hasWaiters() {
    TaskFuture<T> current = future;
    return waiters > 0 || (current != null && !current.isDone());
  }

  @Override
  public final T take() {
    Throwable failure = thrown();
    if (failure == null) {
      return value();
    }
    markHandled();
    if (failure instanceof CancellationException cancellation) {
      throw new TaskCancelledException(name(), cancellation);
    }
    throw Exceptions.raise(AwaitedHere.addTo(wrapped(failure)));
  }

  private Throwable wrapped(Throwable failure) {
    Throwable known = wrapper;
    if (known == null) {
      synchronized (this) {
        known = wrapper;
        if (known == null) {
          Throwable ofScope = policy.wrapperOf(failure);
          known = ofScope != null ? ofScope : Exceptions.wrap(failure);
          wrapper = known;
        }
      }
    }
    return known;
  }

  // Handlers and futures.

  @Override
  public final void onCompletion(Consumer<? super Outcome<T>> handler) {
    Objects.requireNonNull(handler, "handler");
    markHandled();
    callAtEnd(handler);
  }

  @Override
  public final CompletableFuture<T> toCompletableFuture() {
    TaskFuture<T> known;
    TaskFuture<T> current;
    synchronized (this) {
      known = future;
      current = known == null || known.isDone() ? new TaskFuture<>(this) : known;
      future = current;
    }
    if (known == null) {
      DisposableHandle unused = onEnd(this::settleFuture);
    } else if (isDone()) {
      settleFuture(); // the task may have ended with the previous one
    }
    return current;
  }

  /**
   * Completes the future of a task that has ended, in case that is still under way. A future that
   * other code has cancelled or completed does not handle the failure.
   */
  @Override
  public final void settleFuture() {
    TaskFuture<T> current = future;
    if (current != null) {
      FailureReporter.inHandlerOf(
          job(),
          () -> { // completing the future runs the code that depends on it
            if (current.completeWith(endedOutcome())) {
              markHandled();
            }
          });
      reportIfAbandoned();
    }
  }

  // The state of the failure.

  @Override
  public final void expect() {
    boolean unused = setFlag(EXPECTED);
  }

  @Override
  public final boolean isExpected() {
    return (flags & EXPECTED) != 0;
  }

  @Override
  public final boolean isHandled() {
    return (flags & HANDLED) != 0;
  }

  @Override
  public final void markHandled() {
    if (!isHandled() && setFlag(HANDLED)) {
      policy.handled(this);
    }
  }

  @Override
  public final boolean markReported() {
    return setFlag(REPORTED);
  }

  /** Returns whether this call has set {@code flag}, which was not set before. */
  private boolean setFlag(byte flag) {
    return ((byte) FLAGS.getAndBitwiseOr(this, flag) & flag) == 0;
  }

  @Override
  public final boolean isOnlyCounted() {
    return onlyCounted;
  }

  @Override
  public final void setOnlyCounted(boolean isOnlyCounted) {
    onlyCounted = isOnlyCounted;
  }
}
