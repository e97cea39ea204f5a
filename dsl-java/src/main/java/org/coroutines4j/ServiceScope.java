package org.coroutines4j;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.coroutines4j.internal.scope.ServiceScopeBuilder;

/**
 * A scope for a service, which lives until it is closed. Its tasks are independent of each other,
 * and of the code that opened the scope. A failure that no caller awaits is reported when it
 * happens.
 *
 * <p>A scope with a limit, see {@link Builder#maxConcurrent}, refuses a task for which it has no
 * room: starting it throws {@link RejectedExecutionException}.
 */
public interface ServiceScope extends TaskScope, AutoCloseable {
  /**
   * Opens a scope without a limit. Its tasks run on {@link Dispatchers#virtual()}, and its failures
   * are logged. Never waits, and may be called on any thread.
   *
   * @param name the name of the scope in messages
   */
  static ServiceScope open(String name) {
    return builder(name).open();
  }

  /** Returns a builder of a scope that has the name {@code name} in messages. */
  static Builder builder(String name) {
    return ServiceScopeBuilder.of(name);
  }

  /** Closes the scope with a grace time of ten seconds; see {@link #close(Duration)}. */
  @Override
  void close();

  /**
   * Cancels all tasks, including queued ones, and waits until they have ended, at most for {@code
   * grace}. Then closes the resources that were passed to {@link #use}. If tasks have not ended
   * within {@code grace}, names them in a log line and returns. The resources are then closed when
   * these tasks have ended. Not a cancellation point: an interrupt is kept for later.
   *
   * <p>Several threads may close the scope, each with durations of its own. Each of them waits
   * until the scope is closed or its own duration has elapsed. A close ends the drain of a
   * concurrent {@link #closeGracefully}. One of the threads closes the resources, and throws the
   * exceptions of that. A thread that closes a closed scope returns immediately.
   *
   * <p>If the failure handler of this scope calls this method, it cancels all tasks and returns
   * immediately: the failed task ends only after the handler has returned, so the handler cannot
   * wait for it. The resources are closed later.
   *
   * @throws IllegalArgumentException if {@code grace} is negative
   * @throws IllegalStateException if a task of this scope calls it, which would wait for itself, or
   *     on a thread that must not wait
   */
  void close(Duration grace);

  /**
   * Stops accepting tasks, waits until the running and queued ones have ended, at most for {@code
   * drain}, and then closes the scope as {@link #close(Duration)} does. Tasks that have not ended
   * within {@code drain} are cancelled and named in a log line. Not a cancellation point.
   *
   * <p>Until the drain has ended, starting a task throws {@link RejectedExecutionException}, also
   * in the tasks of the scope. While the cancelled tasks end, it throws {@link
   * java.util.concurrent.CancellationException}. When the scope is closed, it throws {@link
   * IllegalStateException}. The message says whether the scope is closing or closed. Blocks that
   * the tasks open themselves, such as {@link Async#taskScope}, work as before. A lazy task that
   * was created earlier may still be started while others run. The drain does not wait for
   * {@linkplain #background daemon} tasks, which are cancelled at its end. It waits for Kotlin
   * coroutines in the scope as it does for tasks.
   *
   * <p>If the failure handler of this scope calls this method, it returns immediately, and the
   * scope is drained and closed later.
   *
   * @param drain the maximum time in which tasks may end without being cancelled, possibly zero
   * @param grace the maximum time to wait for the cancelled tasks, possibly zero
   * @throws IllegalArgumentException if {@code drain} or {@code grace} is negative
   * @throws IllegalStateException if a task of this scope calls it, which would wait for itself, or
   *     on a thread that must not wait
   */
  void closeGracefully(Duration drain, Duration grace);

  /**
   * Returns the tasks of this moment. They continue meanwhile, so the numbers may be outdated
   * already. Takes time in proportion to the number of tasks. Never waits.
   */
  ServiceScopeSnapshot snapshot();

  /** The settings of a service scope. Immutable: each method returns a new builder. */
  interface Builder {
    /**
     * Passes failures that no caller handles to {@code handler} instead of logging them. The thread
     * that ends a failed task calls the handler. Several threads may call it concurrently.
     */
    Builder onFailure(FailureHandler handler);

    /**
     * Sets the dispatcher of tasks for which {@link TaskScope#on} sets no other one. The default is
     * {@link Dispatchers#virtual}.
     */
    Builder dispatcher(Dispatcher dispatcher);

    /**
     * Limits the number of tasks that run concurrently. A task runs in this sense from its start
     * until it has ended, also while it waits. (By contrast, {@link Dispatcher#limitedParallelism}
     * does not count tasks that wait.) A task that is started while {@code limit} others run is
     * queued if the queue has room, see {@link #maxQueued}. Otherwise it is refused: {@code async}
     * and {@code launch} throw {@link RejectedExecutionException}, whose message names the scope
     * and the numbers.
     *
     * <p>A lazy task counts from the moment at which it is started. If there is no room at that
     * moment, the task fails with {@link RejectedExecutionException}. {@linkplain
     * TaskScope#background Daemon} tasks do not count, and neither do Kotlin coroutines that are
     * started in the scope. All views of the scope, such as {@link TaskScope#named}, share the
     * limit.
     *
     * <p>A task must not wait for another task of the same scope: that task may be queued, and
     * start only when the waiting task has ended. To run parts of its work concurrently, a task
     * opens an {@link Async#taskScope}.
     *
     * @param limit the maximum number of running tasks, at least 1. Without this setting there is
     *     no limit
     * @throws IllegalArgumentException if {@code limit} is less than 1
     */
    Builder maxConcurrent(int limit);

    /**
     * Limits the number of queued tasks. Without this setting, no task is queued. Queued tasks
     * start in FIFO order, whenever a running task ends. A queued task can be awaited and cancelled
     * like any other. A cancelled one leaves the queue immediately, and its code never runs. {@link
     * ServiceScope#close(Duration)} cancels queued tasks.
     *
     * @param limit the maximum number of queued tasks, possibly zero
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    Builder maxQueued(int limit);

    /**
     * Opens a scope with these settings. Never waits. Each call opens a new scope.
     *
     * @throws IllegalStateException if {@link #maxQueued} is set without {@link #maxConcurrent}
     */
    ServiceScope open();
  }
}
