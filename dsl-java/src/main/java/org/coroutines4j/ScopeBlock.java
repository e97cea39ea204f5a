package org.coroutines4j;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A block that opens a scope, as its parts describe it. Immutable: each method returns a new one.
 * Made by {@link Async#taskScope} and {@link Async#supervisorScope}.
 */
public interface ScopeBlock {
  /** Names the scope, for messages. */
  ScopeBlock named(String name);

  /**
   * Runs the body and the tasks on {@code dispatcher}; without it both stay where the caller is.
   */
  ScopeBlock on(Dispatcher dispatcher);

  /** Gives the body and the tasks {@code elements}. */
  ScopeBlock with(ContextElement... elements);

  /**
   * Stops everything when {@code limit} is over, and throws {@link TimeoutExceededException} when
   * it has ended. Zero or less does not run the body.
   */
  ScopeBlock withTimeout(Duration limit);

  /**
   * Hands failures that nobody takes to {@code handler}, which takes them for good; without it they
   * are logged and thrown at the block's end. A task scope throws its first failure in any case.
   */
  ScopeBlock onFailure(FailureHandler handler);

  /** Runs {@code body} on this thread and waits for its tasks; see {@link #call}. */
  void run(ScopeAction body);

  /**
   * Runs {@code body} on this thread, waits for all tasks and returns what the body returned. A
   * cancellation point at its beginning. Outside any task it blocks the thread, an interrupt of
   * which cancels the block.
   *
   * @throws TimeoutExceededException if a limit was given and exceeded
   * @throws CancellationException if the caller or the scope is cancelled
   * @throws IllegalStateException on a thread where it must not wait
   * @throws RuntimeException the first failure, see {@link Async#taskScope} and {@link
   *     Async#supervisorScope}; later ones are suppressed on it
   */
  <T extends @Nullable Object> T call(ScopeFunction<? extends T> body);
}
