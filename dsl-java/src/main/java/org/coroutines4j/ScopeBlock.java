package org.coroutines4j;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a block that opens a scope, and the methods that run it. Created by {@link
 * Async#taskScope} and {@link Async#supervisorScope}. Immutable: each method except {@link #run}
 * and {@link #call} returns a new object in which one setting is changed. An object may be run any
 * number of times, also concurrently.
 */
public interface ScopeBlock {
  /**
   * Returns a block whose scope has the name {@code name}. The name appears in exceptions, log
   * lines and {@link Diagnostics#dump dumps}.
   */
  ScopeBlock named(String name);

  /**
   * Returns a block that runs its code and its tasks on {@code dispatcher}. Without this setting,
   * the code runs on the calling thread, and the tasks run on the dispatcher of the caller. A block
   * on a dispatcher of {@link Dispatchers#from} throws {@link IllegalStateException} when it is
   * run, since it would have to wait there.
   */
  ScopeBlock on(Dispatcher dispatcher);

  /**
   * Returns a block whose code and tasks have {@code elements}, in addition to the elements that
   * they inherit from the caller and those of earlier calls. Elements that are given later replace
   * earlier ones for the same thread-local.
   */
  ScopeBlock with(ContextElement... elements);

  /**
   * Returns a block that is cancelled, with its tasks, when {@code limit} has elapsed. When all of
   * them have ended, the block throws {@link TimeoutExceededException}. {@link
   * Async#withTimeout(Duration, java.util.concurrent.Callable)} describes the details.
   *
   * @param limit the maximum duration of the block. If it is zero or negative, the code does not
   *     run. A limit too large to represent means no limit
   */
  ScopeBlock withTimeout(Duration limit);

  /**
   * Returns a block that passes each failure that no caller handles to {@code handler}, which
   * handles it. Without a handler, such a failure is logged, and the block throws it at its end.
   * {@link FailureHandler#onFailure} says when and on which thread the handler runs.
   *
   * <p>A task scope throws its first failure in any case. Its handler only gets the lazy tasks that
   * no caller has started.
   */
  ScopeBlock onFailure(FailureHandler handler);

  /**
   * Runs {@code body} in a new scope and waits for its tasks, as {@link #call} does, without a
   * result.
   */
  void run(ScopeAction body);

  /**
   * Runs {@code body} in a new scope, waits for all tasks of the scope, closes its resources, and
   * returns the result of {@code body}. {@code body} runs on the calling thread, or on a thread of
   * the dispatcher set by {@link #on}.
   *
   * <p>A cancellation point at its beginning. Cancelling the caller cancels the block, which still
   * waits until all its tasks have ended. Outside any task, this blocks the calling thread. An
   * interrupt of that thread cancels the block, and the thread is interrupted again when this
   * throws {@link CancellationException}.
   *
   * @throws TimeoutExceededException if a limit was set and exceeded
   * @throws CancellationException if the caller or the scope is cancelled
   * @throws IllegalStateException on a thread that must not wait
   * @throws RuntimeException the first failure of the block, see {@link Async#taskScope} and {@link
   *     Async#supervisorScope}. Later failures are suppressed on it. A checked exception is wrapped
   *     as {@link Task#await} wraps it
   */
  <T extends @Nullable Object> T call(ScopeFunction<? extends T> body);
}
