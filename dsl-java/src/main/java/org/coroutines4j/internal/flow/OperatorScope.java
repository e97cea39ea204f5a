package org.coroutines4j.internal.flow;

import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.scope.ScopeBlockImpl;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * The scope of an operator whose tasks produce values for the block of the scope.
 *
 * <p>If such a task ended without its values, the block would wait for them indefinitely. A task
 * can end like this by cancelling only itself, or by an interrupt from outside. Then this class
 * cancels the whole scope, and the caller gets an exception that names the task.
 */
final class OperatorScope {
  /** The scope whose block waits for the values. */
  private final TaskScope whole;

  /** The scope in which tasks start: {@link #whole}, or a scope nested in it. */
  private final TaskScope scope;

  /**
   * The exception to throw when {@link #whole} has ended because of a task that was cancelled
   * alone.
   */
  private final AtomicReference<@Nullable TaskCancelledException> cancelled;

  /**
   * The task that the operator itself has cancelled last, which is no reason to cancel the scope.
   */
  private volatile @Nullable Task<?> cancelledByOperator;

  /** Whether the operator has cancelled all its tasks, since it needs no more values. */
  private volatile boolean ended;

  private OperatorScope(
      TaskScope whole,
      TaskScope scope,
      AtomicReference<@Nullable TaskCancelledException> cancelled) {
    this.whole = whole;
    this.scope = scope;
    this.cancelled = cancelled;
  }

  /**
   * Runs {@code block} in a new scope. Returns when the block and all tasks of the scope have
   * ended.
   */
  static void run(ThrowingConsumer<OperatorScope> block) {
    run(ScopeBlockImpl.TASK_SCOPE, block);
  }

  /** Runs {@code block} as {@link #run(ThrowingConsumer)} does, in a scope of {@code kind}. */
  static void run(ScopeBlockImpl kind, ThrowingConsumer<OperatorScope> block) {
    AtomicReference<@Nullable TaskCancelledException> cancelled = new AtomicReference<>();
    try {
      kind.run(scope -> block.accept(new OperatorScope(scope, scope, cancelled)));
    } catch (CancellationException e) {
      TaskCancelledException alone = cancelled.get();
      throw alone == null || isFromCollector(e) ? e : alone;
    } catch (Throwable t) {
      // operators downstream see the failure itself, as that of any other flow
      throw SneakyThrow.sneak(isFromCollector(t) ? t : Exceptions.unwrap(t));
    }
  }

  /** Returns whether {@code thrown} comes from the collector, which wants no more values. */
  private static boolean isFromCollector(Throwable thrown) {
    CoroutineThread thread = CoroutineThreads.current();
    return thread != null && thread.passes(thrown);
  }

  /**
   * Runs {@code block} in a scope nested in this one. Returns when the block and its tasks have
   * ended.
   */
  void runInside(ThrowingConsumer<OperatorScope> block) {
    ScopeBlockImpl.TASK_SCOPE.run(
        inner -> block.accept(new OperatorScope(whole, inner, cancelled)));
  }

  TaskScope scope() {
    return scope;
  }

  /** Returns this scope with tasks that run on {@code dispatcher}; if that is null, this scope. */
  OperatorScope on(@Nullable Dispatcher dispatcher) {
    return dispatcher == null ? this : new OperatorScope(whole, scope.on(dispatcher), cancelled);
  }

  /** Returns this scope with tasks of this name; if {@code name} is null, this scope. */
  OperatorScope named(@Nullable String name) {
    return name == null ? this : new OperatorScope(whole, scope.named(name), cancelled);
  }

  /**
   * Starts {@code body} as a task. Uses {@code async}, since a {@code launch} ends quietly when a
   * channel that it sends to is cancelled, and the values it should produce would be missing.
   */
  Task<?> launch(ThrowingRunnable body) {
    return scope.<@Nullable Object>async(
        () -> {
          runTask(body);
          return null;
        });
  }

  /** Cancels {@code task}, whose values are not needed any more, and waits until it has ended. */
  void cancelAndJoin(Task<?> task, String reason) {
    cancel(task, reason);
    task.join();
  }

  /** Cancels {@code task}, whose values are not needed any more. Does not wait. */
  void cancel(Task<?> task, String reason) {
    cancelledByOperator = task;
    task.cancel(reason);
  }

  /** Cancels {@code tasks}, the last ones of the operator. Does not wait. */
  void end(Collection<? extends Task<?>> tasks) {
    ended = true;
    tasks.forEach(task -> task.cancel("the operator needs no more values"));
  }

  private void runTask(ThrowingRunnable body) {
    try {
      body.run();
    } catch (Throwable thrown) {
      throw SneakyThrow.sneak(onTaskFailure(thrown));
    }
  }

  /**
   * Returns the translation of {@code thrown} by the current task. If the task thereby ends as
   * cancelled while its scope is active, cancels the whole scope.
   */
  Throwable onTaskFailure(Throwable thrown) {
    CoroutineThread thread = CoroutineThreads.current();
    Throwable meant = thread == null ? thrown : thread.frame().translateFailure(thrown);
    Task<?> task = Tasks.current();
    boolean isCancelled = !task.isActive(); // read first: the scopes may be cancelled later
    if (scope.isActive() && whole.isActive()) { // otherwise the task is cancelled with them
      if (isCancelled
          && task != cancelledByOperator
          && !ended
          && meant instanceof CancellationException own) {
        cancelWhole(new TaskCancelledException(task.name(), own));
      }
    }
    return meant;
  }

  /** Cancels the whole scope, because {@code task} has ended without its values. */
  void cancelWhole(TaskCancelledException task) {
    cancelled.compareAndSet(null, task);
    whole.cancel("in a flow operator, " + task.getMessage());
  }
}
