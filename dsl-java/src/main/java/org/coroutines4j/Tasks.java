package org.coroutines4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import kotlinx.coroutines.Job;
import org.coroutines4j.internal.task.CompletionIterator;
import org.coroutines4j.internal.task.InternalTask;
import org.coroutines4j.internal.task.KotlinTask;
import org.coroutines4j.internal.task.MultiAwait;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.debug.Escapes;
import org.jspecify.annotations.Nullable;

/** Waits for several tasks at once. None of these methods cancels a task. */
public final class Tasks {
  private Tasks() {}

  /**
   * Waits for all tasks and returns their values in the order of the tasks. Throws the first
   * failure when it happens, as {@link Task#await} would; the other tasks go on. A cancellation
   * point.
   *
   * @throws CancellationException if a task or the caller was cancelled
   * @throws IllegalStateException on a thread where it must not wait, or if a task awaits itself
   */
  public static <T extends @Nullable Object> List<T> awaitAll(
      Collection<? extends Task<? extends T>> tasks) {
    List<InternalTask<?>> handles = handles(Preconditions.nonNull(tasks, "tasks"));
    InternalTask<?> failed =
        CoroutineThreads.call(body -> new MultiAwait(handles).firstUnsuccessful(body));
    if (failed != null) {
      failed.take();
    }
    List<T> values = new ArrayList<>(handles.size());
    for (InternalTask<?> task : handles) {
      values.add(UncheckedCasts.value(task.value()));
    }
    return values;
  }

  /** Waits for all tasks, as {@link #awaitAll(Collection)} does. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> List<T> awaitAll(Task<? extends T>... tasks) {
    Objects.requireNonNull(tasks, "tasks");
    return awaitAll(Arrays.asList(tasks));
  }

  /**
   * Waits until all tasks have ended, and returns how, in the order of the tasks; throws nothing of
   * theirs. A cancellation point.
   *
   * @throws CancellationException if the caller was cancelled
   * @throws IllegalStateException on a thread where it must not wait, or if a task awaits itself
   */
  public static <T extends @Nullable Object> List<Outcome<T>> awaitAllSettled(
      Collection<? extends Task<? extends T>> tasks) {
    List<Task<? extends T>> copy = Preconditions.nonNull(tasks, "tasks");
    List<InternalTask<?>> handles = handles(copy);
    CoroutineThreads.run(
        body -> new MultiAwait(handles).until(body, copy, WaitUntil.ALL_COMPLETED, null));
    List<Outcome<T>> outcomes = new ArrayList<>(copy.size());
    for (Task<? extends T> task : copy) {
      outcomes.add(task.outcomeNow().map(value -> value));
    }
    return outcomes;
  }

  /**
   * Waits until {@code condition} holds for {@code tasks}, and returns which of them have ended.
   * Throws no task's failure and cancels no task, as asyncio's {@code wait}. A cancellation point.
   *
   * @throws IllegalArgumentException if there are no tasks
   * @throws CancellationException if the caller was cancelled
   * @throws IllegalStateException on a thread where it must not wait, or if a task waits for itself
   */
  public static <K extends Task<?>> WaitResult<K> waitUntil(
      WaitUntil condition, Collection<? extends K> tasks) {
    Objects.requireNonNull(condition, "condition");
    return wait(condition, tasks, null);
  }

  /**
   * Waits as {@link #waitUntil(WaitUntil, Collection)} does, but at most for {@code timeout}. When
   * the time is over, it returns which tasks have ended by then, and throws nothing.
   */
  public static <K extends Task<?>> WaitResult<K> waitUntil(
      WaitUntil condition, Collection<? extends K> tasks, Duration timeout) {
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(timeout, "timeout");
    return wait(condition, tasks, timeout);
  }

  private static <K extends Task<?>> WaitResult<K> wait(
      WaitUntil condition, Collection<? extends K> tasks, @Nullable Duration timeout) {
    List<K> copy = Preconditions.nonNull(tasks, "tasks");
    List<InternalTask<?>> handles = handles(copy);
    if (handles.isEmpty()) {
      throw new IllegalArgumentException("tasks must not be empty");
    }
    return CoroutineThreads.call(
        body -> new MultiAwait(handles).until(body, copy, condition, timeout));
  }

  /**
   * The tasks in the order in which they end. {@code next()} of its iterators waits for the next
   * one and is a cancellation point; each iterator begins anew, and one that was left can be gone
   * on with. Asking one of these tasks for an iterator, from its own body, throws {@link
   * IllegalStateException}, since it would wait for itself.
   */
  public static <K extends Task<?>> Iterable<K> asCompleted(Collection<? extends K> tasks) {
    List<K> copy = Preconditions.nonNull(tasks, "tasks");
    handles(copy);
    return () -> new CompletionIterator<>(copy);
  }

  /**
   * The task whose body calls this; in a block outside any task, a task that stands for the block.
   *
   * @throws IllegalStateException outside tasks and blocks
   */
  public static Task<?> current() {
    CoroutineThread body = CoroutineThreads.current();
    if (body == null) {
      throw new IllegalStateException(
          "thread "
              + Escapes.inLine(Thread.currentThread().getName())
              + " runs no task; use Async.run(...)");
    }
    Job job = body.rootJob();
    TaskImpl<?> task = TaskImpl.of(job);
    return task != null ? task : new KotlinTask<>(job, Thread.currentThread().getName());
  }

  /** Of a copy of what the caller gave, who may change that while it waits. */
  private static List<InternalTask<?>> handles(List<? extends Task<?>> copy) {
    List<InternalTask<?>> handles = new ArrayList<>(copy.size());
    for (Task<?> task : copy) {
      handles.add(InternalTask.of(task));
    }
    return handles;
  }
}
