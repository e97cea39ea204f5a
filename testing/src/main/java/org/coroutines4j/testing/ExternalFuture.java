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
 * A stage that something outside a test completes, and the time of the test stands still until this
 * future is done: by the stage, or by whoever completes or cancels the future itself.
 */
final class ExternalFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  /*
   * Time may move only when all who wait for the future are ready, that is when the call that completes it
   * has told them. A second call, which comes too late to complete it, helps to tell them, or is made by one
   * of them. So the last call to return lets time go.
   */
  private final AtomicInteger completing = new AtomicInteger();
  private final AtomicBoolean holds = new AtomicBoolean(true);
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

  /** The JDK's own calls none of the methods above. */
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
      // a stage without a future cannot be cancelled
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
    if (holds.getAndSet(false)) {
      time.resumeClock();
    }
  }
}
