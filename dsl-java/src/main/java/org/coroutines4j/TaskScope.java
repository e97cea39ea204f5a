package org.coroutines4j;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.coroutines4j.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * Starts tasks, and does not end before they have ended. The scope of {@link Async#run}, {@link
 * Async#taskScope} or {@link Async#supervisorScope} ends with its block. A {@link ServiceScope}
 * ends when it is closed. All methods may be called on any thread, also by the tasks of the scope.
 *
 * <p>{@link #async}, {@link #launch} and {@link #background} start a task in these circumstances
 * only:
 *
 * <ul>
 *   <li>If the scope is cancelled, they throw {@link CancellationException}.
 *   <li>If the scope has ended, they throw {@link IllegalStateException}.
 *   <li>If the scope is a service scope that has no room for the task, or that is closing
 *       gracefully, they throw {@link RejectedExecutionException}.
 * </ul>
 *
 * <p>{@link #named}, {@link #on}, {@link #with} and {@link #lazily} return views: they start tasks
 * in the same scope, with other settings. Cancelling a view cancels the scope.
 */
public interface TaskScope {
  /**
   * Starts a task that calls {@code body}, and returns it immediately. {@code body} runs on a
   * thread of the scope's dispatcher, see {@link #on}.
   *
   * <p>In a task scope, a failure of the task cancels the scope. In a supervisor scope, the failure
   * is kept for {@link Task#await}. If no caller has handled it when the block ends, it is reported
   * and thrown then.
   *
   * @param <T> the type of the value of the task
   * @throws CancellationException if the scope is cancelled
   * @throws IllegalStateException if the scope has ended
   * @throws RejectedExecutionException if a service scope refuses the task
   */
  <T extends @Nullable Object> Task<T> async(Callable<? extends T> body);

  /**
   * Starts a task without a value that runs {@code body}, and returns it immediately. Differs from
   * {@link #async} in a supervisor scope, where a failure of the task is reported immediately
   * unless a caller is awaiting the task.
   *
   * @throws CancellationException if the scope is cancelled
   * @throws IllegalStateException if the scope has ended
   * @throws RejectedExecutionException if a service scope refuses the task
   */
  Task<@Nullable Void> launch(ThrowingRunnable body);

  /**
   * Starts a daemon task that runs {@code body}, and returns it immediately. A daemon task serves
   * the other tasks. It is cancelled when the code of the block and all ordinary tasks of the scope
   * have ended. The scope then waits for it. Its failure is treated as that of a {@link #launch}.
   *
   * @throws CancellationException if the scope is cancelled
   * @throws IllegalStateException if the scope has ended
   * @throws RejectedExecutionException if a service scope is closing gracefully
   */
  Task<@Nullable Void> background(ThrowingRunnable body);

  /**
   * Returns a view of this scope that gives its tasks and their threads the name {@code name}.
   * Without this setting, tasks are named {@code task-} and a number.
   */
  TaskScope named(String name);

  /** Returns a view of this scope that runs its tasks on {@code dispatcher}. */
  TaskScope on(Dispatcher dispatcher);

  /**
   * Returns a view of this scope whose tasks have {@code elements}, in addition to the elements of
   * the scope and of this view.
   */
  TaskScope with(ContextElement... elements);

  /**
   * Returns a view of this scope whose tasks are lazy: they start when they are first awaited,
   * joined or {@linkplain Task#start started}. A lazy task that no caller has started when the code
   * of the block ends is cancelled. It is reported to the failure handler, or else logged.
   */
  TaskScope lazily();

  /**
   * Returns a view of this scope whose tasks fail independently, as in a supervisor scope: the
   * failure of such a task does not cancel the scope. It is kept for {@link Task#await}. If no
   * caller has handled it when the block ends, it is reported, and the block throws it. In a
   * supervisor scope or a service scope, all tasks are like this.
   *
   * @throws UnsupportedOperationException if this is a scope of Kotlin code, which decides itself
   *     what a failure does
   */
  TaskScope unsupervised();

  /**
   * Registers {@code closeable} to be closed at the end of the scope, after all tasks have ended.
   * Never waits, unless the scope has ended: then this closes {@code closeable} immediately and
   * throws.
   *
   * <p>Resources are closed one after the other, the last registered first. They are closed on the
   * thread that runs the block, or that closes the service scope, shielded from cancellation. An
   * exception of {@code close} is a failure of the block: the block throws it, or it is suppressed
   * on an earlier failure.
   *
   * @return the same object
   * @throws IllegalStateException if the scope has ended
   */
  <C extends AutoCloseable> C use(C closeable);

  /**
   * Acquires a value of {@code resource}, and registers it to be released at the end of the scope,
   * as {@link #use(AutoCloseable)} registers an object. The code of the resource runs on a helper
   * thread, on which {@link Resource.Holder#hold} returns at the end of the scope, however the
   * scope ends. A cancellation point while it acquires.
   *
   * @return the acquired value
   * @throws CancellationException if the caller is cancelled. If the value was acquired already, it
   *     has been released when this throws
   * @throws IllegalStateException if the scope has ended, if a managed resource ends without having
   *     called {@code hold}, or on a thread that must not wait
   * @throws IllegalArgumentException if {@code resource} is not created by {@link Resource}
   * @throws RuntimeException the exception of the resource, wrapped as {@link Task#await} wraps it
   */
  <T> T use(Resource<? extends T> resource);

  /**
   * Cancels all tasks of the scope and the code of its block, if it has one. Returns immediately.
   * Afterwards the scope starts no tasks.
   */
  void cancel();

  /**
   * Cancels the scope as {@link #cancel()} does. {@code reason} becomes the message of the {@link
   * CancellationException}s that its tasks see.
   */
  void cancel(String reason);

  /** Returns whether tasks can be started: the scope is neither cancelled, closing nor ended. */
  boolean isActive();
}
