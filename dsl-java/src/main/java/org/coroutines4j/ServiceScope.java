package org.coroutines4j;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.coroutines4j.internal.scope.ServiceScopeBuilder;

/**
 * A scope for a service, which lives until it is closed. Its tasks are independent of each other
 * and of the code that opened it. A failure that no caller waits for is reported when it happens.
 *
 * <p>A scope with a limit, see {@link Builder#maxConcurrent}, refuses tasks that it has no room for
 * with {@link RejectedExecutionException}.
 */
public interface ServiceScope extends TaskScope, AutoCloseable {
  /**
   * Opens a scope without a limit, whose tasks run on {@link Dispatchers#virtual()} and whose
   * failures are logged.
   */
  static ServiceScope open(String name) {
    return builder(name).open();
  }

  /** Returns a builder of a scope that is called {@code name} in messages. */
  static Builder builder(String name) {
    return ServiceScopeBuilder.of(name);
  }

  /** Closes the scope with a grace time of ten seconds; see {@link #close(Duration)}. */
  @Override
  void close();

  /**
   * Cancels all tasks, queued ones too, and waits for them, at most {@code grace}. Tasks that have
   * not ended by then are named in the log and left to themselves. What {@link #use} was given is
   * closed when all tasks have ended. Not a cancellation point: an interrupt is kept for later.
   *
   * <p>Several threads may close the scope, each with times of its own. Each of them waits until
   * the scope is closed or its own time is over. A close while another one drains the scope ends
   * the drain. What {@code use} was given is closed by one of them, which throws what that throws.
   *
   * <p>Called by the handler of a failure in this scope, it does not wait for the task that has
   * failed, which would wait for the handler: it cancels all tasks and returns immediately. What is
   * in use is closed later.
   *
   * @throws IllegalArgumentException if {@code grace} is negative
   * @throws IllegalStateException if a task of this scope closes it, which would wait for itself,
   *     or on a thread where it must not wait
   */
  void close(Duration grace);

  /**
   * Takes no new tasks, lets the running and queued ones end within {@code drain}, and then closes
   * the scope as {@link #close(Duration)} does. Tasks that have not ended within {@code drain} are
   * cancelled and named in the log. Not a cancellation point.
   *
   * <p>Starting a task is refused with {@link RejectedExecutionException} from then on, to the
   * tasks of the scope too; their own blocks, as {@link Async#taskScope}, work as before. A lazy
   * task may still be started while others run. {@linkplain #background Daemon} tasks do not hold
   * up the drain; they are cancelled at its end. Kotlin coroutines in the scope hold it up as tasks
   * do.
   *
   * <p>Called by the handler of a failure in this scope it returns immediately, and the scope is
   * drained and closed later.
   *
   * @throws IllegalArgumentException if {@code drain} or {@code grace} is negative
   * @throws IllegalStateException if a task of this scope closes it, which would wait for itself,
   *     or on a thread where it must not wait
   */
  void closeGracefully(Duration drain, Duration grace);

  /** The settings of a service scope. Immutable: each method returns a new builder. */
  interface Builder {
    /**
     * Hands failures that no caller handles to {@code handler}, in place of the log. The thread
     * that ends the task calls it, maybe several threads concurrently.
     */
    Builder onFailure(FailureHandler handler);

    /** Sets the dispatcher of the tasks that name no other one by {@link TaskScope#on}. */
    Builder dispatcher(Dispatcher dispatcher);

    /**
     * Limits the number of tasks that run at once. A task runs in this sense from its start until
     * it has ended, also while it waits: {@link Dispatcher#limitedParallelism} limits only how many
     * run code between two waits. A task that finds {@code limit} others running is queued if there
     * is room in the queue of {@link #maxQueued}, and otherwise refused: {@code async} and {@code
     * launch} throw {@link RejectedExecutionException}, which names the scope and the numbers.
     *
     * <p>A lazy task counts from when it is started. If there is no room then, it fails with {@link
     * RejectedExecutionException}. {@linkplain TaskScope#background Daemon} tasks are not counted,
     * and neither are Kotlin coroutines that are started in the scope. All views of the scope, as
     * {@link TaskScope#named}, share the limit.
     *
     * <p>A task must not wait for another task of the same scope, which may be queued behind it
     * indefinitely. For parts of its own work it opens an {@link Async#taskScope}.
     *
     * @throws IllegalArgumentException if {@code limit} is less than 1
     */
    Builder maxConcurrent(int limit);

    /**
     * Limits the number of queued tasks; without it no task is queued. Queued tasks start in the
     * order in which they came, whenever a running one ends. A queued task can be awaited and
     * cancelled like any other. A cancelled one leaves the queue immediately, and its code never
     * runs. Closing the scope cancels queued tasks.
     *
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    Builder maxQueued(int limit);

    /**
     * Opens the scope.
     *
     * @throws IllegalStateException if {@link #maxQueued} is set without {@link #maxConcurrent}
     */
    ServiceScope open();
  }
}
