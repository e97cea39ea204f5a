package org.coroutines4j.spring;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.coroutines4j.TaskScope;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;

/**
 * Runs each call as a task of a scope: for {@code @Async} methods and for the asynchronous parts of
 * Spring MVC. Cancelling a future that it returns cancels the task. A failure of {@link #execute}
 * goes to the failure handler of the scope.
 */
public final class ScopeTaskExecutor implements AsyncTaskExecutor {
  private final Supplier<? extends TaskScope> scope;

  /** Creates an executor that starts its tasks in the scope that {@code scope} returns. */
  public ScopeTaskExecutor(Supplier<? extends TaskScope> scope) {
    this.scope = Objects.requireNonNull(scope, "scope");
  }

  /**
   * Starts a task that runs {@code task}.
   *
   * @throws TaskRejectedException if the scope has no room, is closing or has ended
   */
  @Override
  public void execute(Runnable task) {
    var unused = started(() -> scope.get().launch(task::run));
  }

  /**
   * Starts a task that runs {@code task}, and returns its future.
   *
   * @throws TaskRejectedException if the scope has no room, is closing or has ended
   */
  @Override
  public Future<?> submit(Runnable task) {
    return started(() -> scope.get().async(asCallable(task)).toCompletableFuture());
  }

  /**
   * Starts a task that calls {@code task}, and returns its future.
   *
   * @throws TaskRejectedException if the scope has no room, is closing or has ended
   */
  @Override
  public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
    return submitCompletable(task);
  }

  /**
   * Starts a task that runs {@code task}, and returns its future.
   *
   * @throws TaskRejectedException if the scope has no room, is closing or has ended
   */
  @Override
  @SuppressWarnings("NullAway") // Spring's Void is not marked as nullable
  public CompletableFuture<Void> submitCompletable(Runnable task) {
    return started(() -> scope.get().async(asCallable(task)).toCompletableFuture());
  }

  /**
   * Starts a task that calls {@code task}, and returns its future.
   *
   * @throws TaskRejectedException if the scope has no room, is closing or has ended
   */
  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submitCompletable(Callable<T> task) {
    return started(() -> scope.get().<T>async(task).toCompletableFuture());
  }

  private static Callable<@Nullable Void> asCallable(Runnable task) {
    return () -> {
      task.run();
      return null;
    };
  }

  private <R> R started(Supplier<R> start) {
    try {
      return start.get();
    } catch (RejectedExecutionException | IllegalStateException e) {
      throw new TaskRejectedException("the scope has not started a task: " + e.getMessage(), e);
    }
  }
}
