package org.coroutines4j;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work that a {@link TaskScope} has started. The task is done when its code has really
 * ended, also after a cancellation. Its scope waits for that. All methods may be called on any
 * thread, except that those that wait throw {@link IllegalStateException} on a thread that must not
 * wait, such as one of {@link Dispatchers#from}.
 *
 * @param <T> the type of the value
 */
public interface Task<T extends @Nullable Object> {
  /**
   * Waits until the task is done, and returns its value. Starts a lazy task. Cancelling the caller
   * does not cancel the task. The failure of the task counts as handled.
   *
   * <p>A cancellation point, even if the task is done. In a task, this waits without occupying a
   * carrier thread (on JDK 21 or newer). Outside any task, this blocks the calling thread, and an
   * interrupt of that thread ends the wait.
   *
   * @return the value, possibly null
   * @throws TaskCancelledException if the task was cancelled
   * @throws CancellationException if the caller is cancelled or interrupted
   * @throws IllegalStateException if a task awaits itself, or on a thread that must not wait
   * @throws java.io.UncheckedIOException if the task failed with an {@link java.io.IOException},
   *     which is the cause
   * @throws TaskFailedException if the task failed with another checked exception, which is the
   *     cause
   * @throws RuntimeException the failure of the task itself, if it is unchecked; an {@link Error}
   *     too. Each await throws the same object, also if it is a wrapper
   */
  T await();

  /**
   * Waits until the task is done: has returned, failed or been cancelled. Starts a lazy task. Does
   * not throw the failure of the task, and does not mark it as handled. A cancellation point, as
   * {@link #await} is.
   *
   * @throws CancellationException if the caller is cancelled or interrupted
   * @throws IllegalStateException if a task joins itself, or on a thread that must not wait
   */
  void join();

  /**
   * Starts a lazy task. Never waits.
   *
   * @return true if this call has started the task; false if it was already started or cancelled
   */
  boolean start();

  /**
   * Cancels the task, and returns immediately. A pending or later wait of the task in this library
   * throws {@link CancellationException}. A blocking JDK call of the task is interrupted, unless it
   * runs on a dispatcher of {@link Dispatchers#from} that is not {@linkplain
   * ExecutorDispatcher#interruptible interruptible}. Has no effect on a task that is done.
   *
   * <p>A cancelled task stays cancelled: if its code swallows the exception, the next wait throws
   * it again. The task is done only when its code has ended.
   */
  void cancel();

  /**
   * Cancels the task as {@link #cancel()} does. {@code reason} becomes the message of the {@link
   * CancellationException}s that the task sees.
   */
  void cancel(String reason);

  /**
   * Cancels the task and waits until it has ended. Does not throw the task's failure, and does not
   * mark it as handled. A cancellation point.
   *
   * @throws CancellationException if the caller is cancelled; the task is cancelled then, and may
   *     still be running
   * @throws IllegalStateException if the task waits for itself, or on a thread that must not wait
   */
  void cancelAndJoin();

  /** Returns whether the task is started, not done, and not cancelled. Never waits. */
  boolean isActive();

  /** Returns whether the task has ended: returned, failed or been cancelled. Never waits. */
  boolean isDone();

  /**
   * Returns whether the task has ended by its cancellation. Returns false while the code of a
   * cancelled task still cleans up. Never waits.
   */
  boolean isCancelled();

  /**
   * Waits until the task is done, and returns how it ended. Starts a lazy task. Does not throw the
   * failure of the task, which counts as handled.
   *
   * <p>If the task is done, returns immediately, on any thread. Otherwise a cancellation point, as
   * {@link #await} is.
   *
   * @throws CancellationException if the caller is cancelled or interrupted
   * @throws IllegalStateException if the task is not done, and the caller is the task itself or on
   *     a thread that must not wait
   */
  Outcome<T> awaitOutcome();

  /**
   * Returns how the task ended. The task must be done. Never waits, and may be called on any
   * thread. Does not throw the failure of the task, which counts as handled.
   *
   * @throws IllegalStateException if the task is not done
   */
  Outcome<T> outcomeNow();

  /** Returns the name given by {@link TaskScope#named}, else {@code task-} and a number. */
  String name();

  /**
   * Calls {@code handler} once with the outcome. If the task is done, calls it immediately, on the
   * calling thread. Otherwise the thread that ends the task calls it, which mostly is the thread of
   * the task. Does not start a lazy task. The failure of the task counts as handled.
   *
   * @param handler must be short and must not wait, since the scope of the task cannot end before
   *     it returns. Its exceptions are logged
   */
  void onCompletion(Consumer<? super Outcome<T>> handler);

  /**
   * Returns a future that completes with the value of the task. It fails with the failure of the
   * task, not wrapped, or with a {@link TaskCancelledException}. Never waits. Cancelling the future
   * cancels the task. The failure of the task counts as handled when it completes the future.
   *
   * <p>Until a future is complete, later calls return the same object. So completing it directly,
   * as {@link CompletableFuture#orTimeout} does, completes it for all callers, but has no effect on
   * the task. Use {@link CompletableFuture#copy()} for a future of your own. Cancelling the copy
   * does not cancel the task.
   */
  CompletableFuture<T> toCompletableFuture();
}
