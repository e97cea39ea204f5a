package org.coroutines4j.internal.flow;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.scope.ScopeBlockImpl;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * The scope of an operator whose tasks owe values to the body of the scope. That would wait for
 * ever if one of them ended without: because it cancels itself and no other, or is interrupted from
 * outside. Then the scope is cancelled, and its caller is told which task it was.
 */
final class OperatorScope {
  /** Whose body waits. */
  private final TaskScope whole;

  /** Where tasks start: the whole, or a scope inside it. */
  private final TaskScope scope;

  /** What is to be thrown when the whole has ended. */
  private final AtomicReference<@Nullable TaskCancelledException> cancelled;

  private volatile @Nullable Task<?> released;

  private OperatorScope(
      TaskScope whole,
      TaskScope scope,
      AtomicReference<@Nullable TaskCancelledException> cancelled) {
    this.whole = whole;
    this.scope = scope;
    this.cancelled = cancelled;
  }

  /** Runs {@code block} in such a scope; returns when its tasks have ended too. */
  static void run(ThrowingConsumer<OperatorScope> block) {
    AtomicReference<@Nullable TaskCancelledException> cancelled = new AtomicReference<>();
    try {
      ScopeBlockImpl.TASK_SCOPE.run(
          scope -> block.accept(new OperatorScope(scope, scope, cancelled)));
    } catch (CancellationException e) {
      TaskCancelledException alone = cancelled.get();
      throw alone == null || isThatOfTheCollector(e) ? e : alone;
    }
  }

  /** Whether it has had enough, by {@code thrown}. */
  private static boolean isThatOfTheCollector(Throwable thrown) {
    CoroutineThread here = CoroutineThreads.current();
    return here != null && here.passes(thrown);
  }

  /** Runs {@code block} in a scope inside this one; returns when its tasks have ended too. */
  void runInside(ThrowingConsumer<OperatorScope> block) {
    ScopeBlockImpl.TASK_SCOPE.run(
        inner -> block.accept(new OperatorScope(whole, inner, cancelled)));
  }

  TaskScope scope() {
    return scope;
  }

  /** The same, with tasks that run on {@code dispatcher}, if there is one. */
  OperatorScope on(@Nullable Dispatcher dispatcher) {
    return dispatcher == null ? this : new OperatorScope(whole, scope.on(dispatcher), cancelled);
  }

  /**
   * Starts {@code body} as a task. It must not end the way a {@code launch} may, quietly, when a
   * channel that it sends to is cancelled: the values that it owes would be missing.
   */
  Task<?> launch(ThrowingRunnable body) {
    return scope.<@Nullable Object>async(
        () -> {
          pay(body);
          return null;
        });
  }

  /** Cancels {@code task}, which owes nothing any more; returns when it has ended. */
  void release(Task<?> task, String reason) {
    dismiss(task, reason);
    task.join();
  }

  /** Cancels {@code task}, which owes nothing any more. */
  void dismiss(Task<?> task, String reason) {
    released = task;
    task.cancel(reason);
  }

  private void pay(ThrowingRunnable body) {
    try {
      body.run();
    } catch (Throwable thrown) {
      throw SneakyThrow.sneak(settle(thrown));
    }
  }

  /**
   * What {@code thrown} by a task means; if the task ends by it without a failure, the scope has
   * been cancelled when this returns.
   */
  Throwable settle(Throwable thrown) {
    CoroutineThread here = CoroutineThreads.current();
    Throwable meant = here == null ? thrown : here.frame().translateFailure(thrown);
    Task<?> task = Tasks.current();
    boolean isCancelled = !task.isActive(); // before the scopes are looked at, which may follow
    if (scope.isActive() && whole.isActive()) { // else it is cancelled with them
      if (isCancelled && task != released && meant instanceof CancellationException own) {
        cancelledAlone(new TaskCancelledException(task.name(), own));
      }
    }
    return meant;
  }

  private void cancelledAlone(TaskCancelledException task) {
    cancelled.compareAndSet(null, task);
    whole.cancel("of a flow operator, " + task.getMessage());
  }
}
