package org.coroutines4j.testing;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.runtime.dispatch.SimulatedTime;
import org.jspecify.annotations.Nullable;

/** Something that happens outside a test, and while which its time stands still. */
final class External<T extends @Nullable Object> extends CompletableFuture<T> {
  private final CompletionStage<T> stage;
  private final SimulatedTime time;
  private final AtomicBoolean holds = new AtomicBoolean(true);

  private External(CompletionStage<T> stage, SimulatedTime time) {
    this.stage = stage;
    this.time = time;
  }

  static <T extends @Nullable Object> External<T> of(CompletionStage<T> stage, SimulatedTime time) {
    External<T> external = new External<>(Objects.requireNonNull(stage, "stage"), time);
    time.hold();
    stage.whenComplete(external::completeAs);
    return external;
  }

  @SuppressWarnings("NullAway") // without a failure, the value is a T
  private void completeAs(@Nullable T value, @Nullable Throwable failure) {
    if (failure == null) {
      complete(value);
    } else {
      completeExceptionally(failure);
    }
    release(); // afterwards: who waits for this is ready by then
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      try {
        stage.toCompletableFuture().cancel(mayInterruptIfRunning);
      } catch (UnsupportedOperationException e) {
        // a stage without a future cannot be cancelled
      }
      release();
    }
    return cancelled;
  }

  @Override
  public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  private void release() {
    if (holds.getAndSet(false)) {
      time.release();
    }
  }
}
