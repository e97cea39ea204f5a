package org.coroutines4j;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that a {@link TaskScope} has started. It is done when its body has really ended, and its
 * scope waits for that. All methods may be called from any thread.
 */
public interface Task<T extends @Nullable Object> {
  /**
   * Waits for the task and returns its value. Starts a lazy task. Cancelling who waits here does
   * not cancel the task.
   *
   * <p>A cancellation point, even if the task is done. In a task it waits without holding a carrier
   * thread; outside one it blocks the thread, an interrupt of which ends the wait.
   *
   * @throws TaskCancelledException if the task was cancelled
   * @throws CancellationException if the caller was cancelled or interrupted
   * @throws IllegalStateException if a task awaits itself, or on a thread where it must not wait
   * @throws RuntimeException the task's own failure, as the same object if it is unchecked; checked
   *     ones come in an {@link java.io.UncheckedIOException} or a {@link TaskFailedException}, the
   *     same at each await
   */
  T await();

  /**
   * Waits until the task is done, in whatever way. Starts a lazy task. A cancellation point, as
   * {@link #await} is; throws nothing of the task's and takes no failure.
   *
   * @throws CancellationException if the caller was cancelled or interrupted
   * @throws IllegalStateException if a task joins itself, or on a thread where it must not wait
   */
  void join();

  /** Starts a lazy task; false if it had been started or cancelled before. */
  boolean start();

  /**
   * Asks the task to stop: what it waits for throws {@link CancellationException}, and a blocking
   * call of the JDK in it is interrupted. Returns at once. A cancelled task stays cancelled: code
   * in it that swallows the exception gets it again at the next wait.
   */
  void cancel();

  /** Cancels as {@link #cancel()} does; {@code reason} becomes the message of the exceptions. */
  void cancel(String reason);

  /** Whether the body may run: started, not done, and not cancelled. */
  boolean isActive();

  /** Whether the task has ended. */
  boolean isDone();

  /** Whether the task has ended and was cancelled; false while a cancelled body still cleans up. */
  boolean isCancelled();

  /**
   * Waits until the task is done and returns how it ended. Starts a lazy task. Does not throw the
   * task's failure; the failure counts as handled.
   *
   * <p>If the task is done, returns immediately, on any thread. Otherwise a cancellation point, as
   * {@link #await} is.
   *
   * @throws CancellationException if the caller was cancelled or interrupted
   * @throws IllegalStateException if the task is not done, and it is the caller's own or the caller
   *     is on a thread where it must not wait
   */
  Outcome<T> awaitOutcome();

  /**
   * Returns how the task ended, which must be done. Never waits, on any thread. Does not throw the
   * task's failure; the failure counts as handled.
   *
   * @throws IllegalStateException if the task is not done
   */
  Outcome<T> outcomeNow();

  /** The name given by {@link TaskScope#named}, else {@code task-} and a number. */
  String name();

  /**
   * Calls {@code handler} once with the outcome: when the task ends, on the thread that ends it
   * (mostly the task's own), or now, on this thread, if it is done. It must be short and must not
   * wait; what it throws is logged.
   */
  void onCompletion(Consumer<? super Outcome<T>> handler);

  /**
   * Returns a future of this task's outcome. It fails with the task's failure as it is, or with a
   * {@link TaskCancelledException}. Cancelling the future cancels the task.
   *
   * <p>As long as a future is not complete, later calls return the same one, so that they cost no
   * memory. Completing it by hand, as {@link CompletableFuture#orTimeout} does, therefore completes
   * it for all callers, and leaves the task alone. Use {@link CompletableFuture#copy()} for a
   * future of one's own; cancelling the copy does not cancel the task.
   */
  CompletableFuture<T> toCompletableFuture();
}
