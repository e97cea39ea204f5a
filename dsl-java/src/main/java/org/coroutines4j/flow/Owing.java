package org.coroutines4j.flow;

import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.NonCancellable;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.function.Action;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.runtime.dispatch.Unchecked;
import org.coroutines4j.runtime.task.Bodies;
import org.coroutines4j.runtime.task.Body;
import org.coroutines4j.runtime.task.Node;
import org.jspecify.annotations.Nullable;

/**
 * The scope of an operator whose tasks owe values to the body of the scope. That would wait for
 * ever if one of them ended without: because it cancels itself and no other, or is interrupted from
 * outside. Then the scope is cancelled, and its caller is told which task it was.
 */
final class Owing {
  /** Whose body waits. */
  private final TaskScope whole;

  /** Where tasks start: the whole, or a scope inside it. */
  private final TaskScope scope;

  /** What is to be thrown when the whole has ended. */
  private final AtomicReference<@Nullable TaskCancelledException> cancelled;

  private volatile @Nullable Task<?> released;

  private Owing(
      TaskScope whole,
      TaskScope scope,
      AtomicReference<@Nullable TaskCancelledException> cancelled) {
    this.whole = whole;
    this.scope = scope;
    this.cancelled = cancelled;
  }

  /** Runs {@code block} in such a scope; returns when its tasks have ended too. */
  static void run(ThrowingConsumer<Owing> block) {
    AtomicReference<@Nullable TaskCancelledException> cancelled = new AtomicReference<>();
    boolean[] ended = {false};
    try {
      taskScope()
          .run(
              scope -> {
                try {
                  block.accept(new Owing(scope, scope, cancelled));
                } catch (CancellationException e) {
                  ended[0] = scope.isActive(); // by its collector, which has enough
                  throw e;
                }
              });
    } catch (CancellationException e) {
      TaskCancelledException task = e instanceof TaskCancelledException awaited ? awaited : null;
      if (task == null && !ended[0]) {
        task = cancelled.get();
      }
      throw task == null ? e : told(task);
    }
  }

  /**
   * What a caller is told. A coroutine of Kotlin would end, and its flow with it, as if all was
   * well: it takes each cancellation for its own.
   */
  private static RuntimeException told(TaskCancelledException cancelled) {
    Body here = Bodies.current();
    Job job = here == null ? NonCancellable.INSTANCE : here.frame().job();
    return job instanceof Node || job == NonCancellable.INSTANCE
        ? cancelled
        : new TaskFailedException(String.valueOf(cancelled.getMessage()), cancelled);
  }

  /** Runs {@code block} in a scope inside this one; returns when its tasks have ended too. */
  void runInside(ThrowingConsumer<Owing> block) {
    taskScope().run(inner -> block.accept(new Owing(whole, inner, cancelled)));
  }

  TaskScope scope() {
    return scope;
  }

  /** Starts {@code body} as a task. */
  Task<?> launch(Action body) {
    return scope.launch(() -> pay(body));
  }

  /** Cancels {@code task}, which owes nothing any more; returns when it has ended. */
  void release(Task<?> task, String reason) {
    released = task;
    task.cancel(reason);
    task.join();
  }

  private void pay(Action body) {
    try {
      body.run();
    } catch (Throwable thrown) {
      throw Unchecked.sneak(settle(thrown));
    }
  }

  /**
   * What {@code thrown} by a task means; if the task ends by it without a failure, the scope has
   * been cancelled when this returns.
   */
  Throwable settle(Throwable thrown) {
    Body here = Bodies.current();
    Throwable meant = here == null ? thrown : here.frame().classify(thrown);
    Task<?> task = Tasks.current();
    boolean isCancelled = !task.isActive(); // before the scopes are looked at, which may follow
    if (scope.isActive() && whole.isActive()) { // else it is cancelled with them
      if (isCancelled && task != released && meant instanceof CancellationException own) {
        cancelledAlone(new TaskCancelledException(task.name(), own));
      } else if (meant instanceof TaskCancelledException ofAnotherOperator) {
        cancelledAlone(ofAnotherOperator);
      }
    }
    return meant;
  }

  private void cancelledAlone(TaskCancelledException task) {
    cancelled.compareAndSet(null, task);
    whole.cancel("of a flow operator, " + task.getMessage());
  }
}
