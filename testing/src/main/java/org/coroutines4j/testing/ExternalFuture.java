package org.coroutines4j.testing;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.coroutines4j.runtime.virtualtime.VirtualTimeScheduler;
import org.jspecify.annotations.Nullable;

/**
 * A future for a stage that is completed outside a test. The clock of the test is paused until this
 * future is done: completed by the stage, or completed or cancelled directly.
 */
final class ExternalFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  /*
   * The clock may resume only when all waiters of this future are ready, that is, when they have been notified.
   * The call that completes the future notifies them. A concurrent call that comes too late to complete the
   * future may notify some of them as well, or may be made by one of them. So the clock resumes when the last
   * of these calls returns:
   *
   *   completing call                 late call
   *   1. completes the future
   *   2. notifies waiter A
   *                                   3. finds the future done, notifies waiter B
   *   4. returns
   *                                   5. returns: the clock resumes
   */
  /** How many calls that may complete this future have not returned. */
  private final AtomicInteger completing = new AtomicInteger();

  private final AtomicBoolean pausesClock = new AtomicBoolean(true);
  private final CompletionStage<T> stage;
  private final VirtualTimeScheduler time;

  private ExternalFuture(CompletionStage<T> stage, VirtualTimeScheduler time) {
    this.stage = stage;
    this.time = time;
  }

  static <T extends @Nullable Object> ExternalFuture<T> of(
      CompletionStage<T> stage, VirtualTimeScheduler time) {
    ExternalFuture<T> external = new ExternalFuture<>(Objects.requireNonNull(stage, "stage"), time);
    time.pauseClock();
    try {
      stage.whenComplete(external::completeAs);
    } catch (Throwable t) {
      external.release();
      throw t;
    }
    return external;
  }

  @SuppressWarnings("NullAway") // without a failure, the value is a T
  private void completeAs(@Nullable T value, @Nullable Throwable failure) {
    boolean unused = failure == null ? complete(value) : completeExceptionally(failure);
  }

  @Override
  public boolean complete(T value) {
    return completing(() -> super.complete(value));
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return completing(() -> super.completeExceptionally(failure));
  }

  @Override
  public void obtrudeValue(T value) {
    boolean unused =
        completing(
            () -> {
              super.obtrudeValue(value);
              return true;
            });
  }

  @Override
  public void obtrudeException(Throwable failure) {
    boolean unused =
        completing(
            () -> {
              super.obtrudeException(failure);
              return true;
            });
  }

  /** Completes by the methods above, which the JDK's implementation does not call. */
  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    Objects.requireNonNull(supplier, "supplier");
    executor.execute(
        () -> {
          try {
            complete(supplier.get());
          } catch (Throwable t) {
            completeExceptionally(t);
          }
        });
    return this;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return completing(
        () -> {
          boolean cancelled = super.cancel(mayInterruptIfRunning);
          if (cancelled) {
            cancelStage(mayInterruptIfRunning);
          }
          return cancelled;
        });
  }

  private void cancelStage(boolean mayInterruptIfRunning) {
    try {
      stage.toCompletableFuture().cancel(mayInterruptIfRunning);
    } catch (UnsupportedOperationException e) {
      // the stage has no future, so it cannot be cancelled
    }
  }

  private boolean completing(BooleanSupplier call) {
    completing.incrementAndGet();
    try {
      return call.getAsBoolean();
    } finally {
      if (completing.decrementAndGet() == 0 && isDone()) {
        release();
      }
    }
  }

  private void release() {
    if (pausesClock.getAndSet(false)) {
      time.resumeClock();
    }
  }
}
