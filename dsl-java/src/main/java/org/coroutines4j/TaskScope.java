package org.coroutines4j;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.coroutines4j.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * Starts tasks, and does not end before they have. The scopes that {@link Async#run}, {@link
 * Async#taskScope} and {@link Async#supervisorScope} hand to their bodies end with the block; a
 * {@link ServiceScope} ends when it is closed. All methods may be called from any thread, by the
 * tasks of the scope too.
 *
 * <p>Starting a task in a scope that is being cancelled throws {@link CancellationException}, in
 * one that has ended {@link IllegalStateException}. A service scope that is full, or is closing
 * gracefully, throws {@link RejectedExecutionException}.
 */
public interface TaskScope {
  /** Starts {@code body} in a task of its own, and returns at once. */
  <T extends @Nullable Object> Task<T> async(Callable<? extends T> body);

  /**
   * Starts {@code body}, whose failure is reported at once in a supervisor scope, since nobody is
   * expected to await it.
   */
  Task<@Nullable Void> launch(ThrowingRunnable body);

  /**
   * Starts {@code body}, which serves the others: it is cancelled when the body of the block and
   * all other tasks of the scope have ended.
   */
  Task<@Nullable Void> background(ThrowingRunnable body);

  /** This scope, with {@code name} as the name of the tasks that it starts and of their threads. */
  TaskScope named(String name);

  /** This scope, whose tasks run on {@code dispatcher}. */
  TaskScope on(Dispatcher dispatcher);

  /** This scope, whose tasks have {@code elements} too. */
  TaskScope with(ContextElement... elements);

  /**
   * This scope, whose tasks start when they are first awaited, joined or {@linkplain Task#start
   * started}. One that was never started when the body of the block ends is cancelled and reported.
   */
  TaskScope lazily();

  /**
   * Closes {@code closeable} at the scope's end, after all tasks have ended, the last one given
   * first; not cancellable. What {@code close} throws is thrown by the block. If the scope has
   * ended it is closed at once.
   *
   * @return the same object
   * @throws IllegalStateException if the scope has ended
   */
  <C extends AutoCloseable> C use(C closeable);

  /**
   * Gets {@code resource}, and gives it back at the scope's end, as {@link #use(AutoCloseable)}
   * closes. A managed one is run on a thread beside, and its {@code hold} returns when the block
   * has ended, however it did. A cancellation point.
   *
   * @throws IllegalStateException if the scope has ended
   */
  <T> T use(Resource<? extends T> resource);

  /** Cancels all tasks of the scope and, where it has one, its body. Returns at once. */
  void cancel();

  /** Cancels as {@link #cancel()} does; {@code reason} becomes the message of the exceptions. */
  void cancel(String reason);

  /** Returns whether tasks can be started: the scope is neither cancelled, closing nor ended. */
  boolean isActive();
}
