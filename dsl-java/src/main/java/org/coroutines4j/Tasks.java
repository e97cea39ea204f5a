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
import org.coroutines4j.runtime.debug.TextEscapes;
import org.jspecify.annotations.Nullable;

/**
 * Waits for several tasks. The waiting methods start lazy tasks and never cancel a task. They throw
 * {@link IllegalArgumentException} for a task that this library has not created.
 */
public final class Tasks {
  private Tasks() {}

  /**
   * Waits until all tasks have ended, and returns their values in the order of {@code tasks}. If a
   * task fails or is cancelled, throws immediately, as {@link Task#await} does; the other tasks
   * continue. A cancellation point. Only the failure that is thrown counts as handled.
   *
   * @throws TaskCancelledException if a task was cancelled
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait, or if a task awaits itself
   * @throws RuntimeException the failure of the first task that failed, wrapped as {@link
   *     Task#await} wraps it
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

  /** Waits for all tasks and returns their values, as {@link #awaitAll(Collection)} does. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> List<T> awaitAll(Task<? extends T>... tasks) {
    Objects.requireNonNull(tasks, "tasks");
    return awaitAll(Arrays.asList(tasks));
  }

  /**
   * Waits until all tasks have ended, and returns their outcomes in the order of {@code tasks}.
   * Does not throw failures of tasks, which count as handled. A cancellation point.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait, or if a task awaits itself
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
   * Does not throw failures of tasks, like asyncio's {@code wait}. The failures of the tasks in
   * {@link WaitResult#done} count as handled. A cancellation point.
   *
   * @throws IllegalArgumentException if {@code tasks} is empty
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait, or if a task waits for itself
   */
  public static <K extends Task<?>> WaitResult<K> waitUntil(
      WaitUntil condition, Collection<? extends K> tasks) {
    Objects.requireNonNull(condition, "condition");
    return wait(condition, tasks, null);
  }

  /**
   * Waits as {@link #waitUntil(WaitUntil, Collection)} does, but at most for {@code timeout}. When
   * that has elapsed, returns which tasks have ended by then; it does not throw.
   *
   * @param timeout the maximum time to wait. If it is zero or negative, this does not wait for the
   *     tasks. A duration too large to represent means no limit
   * @throws IllegalArgumentException if {@code tasks} is empty
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait, or if a task waits for itself
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
   * Returns an iterable over {@code tasks} in the order in which they end. A task that occurs
   * several times is returned once. Never waits.
   *
   * <p>Creating an iterator starts lazy tasks. {@link java.util.Iterator#next} waits for the next
   * task to end and is a cancellation point. It does not throw the failure of the task, which
   * counts as handled. It throws {@link IllegalStateException} if one of {@code tasks} calls it,
   * which would wait for itself, or on a thread that must not wait. {@code hasNext} never waits.
   *
   * <p>Each iterator begins with the first task. A loop that exited early can be continued with the
   * same iterator. Iterators are not thread-safe.
   */
  public static <K extends Task<?>> Iterable<K> asCompleted(Collection<? extends K> tasks) {
    List<K> copy = Preconditions.nonNull(tasks, "tasks");
    handles(copy);
    return () -> new CompletionIterator<>(copy);
  }

  /**
   * Returns the task that runs the calling code. In a block outside any task, returns a task that
   * stands for the block. Never waits.
   *
   * @throws IllegalStateException outside any task and block
   */
  public static Task<?> current() {
    CoroutineThread body = CoroutineThreads.current();
    if (body == null) {
      throw new IllegalStateException(
          "thread "
              + TextEscapes.inLine(Thread.currentThread().getName())
              + " runs no task; use Async.run(...)");
    }
    Job job = body.rootJob();
    TaskImpl<?> task = TaskImpl.of(job);
    return task != null ? task : new KotlinTask<>(job, Thread.currentThread().getName());
  }

  /**
   * Returns whether the calling code belongs to a task or block, or to a Kotlin coroutine on a
   * thread of this library: whether a cancellation can reach it. Code that adapts a library to
   * tasks uses it to leave other callers alone. Never waits, on any thread. Not a cancellation
   * point.
   */
  public static boolean isInTask() {
    return CoroutineThreads.currentJob() != null;
  }

  /** Expects a copy of the caller's collection, which may change during the wait. */
  private static List<InternalTask<?>> handles(List<? extends Task<?>> copy) {
    List<InternalTask<?>> handles = new ArrayList<>(copy.size());
    for (Task<?> task : copy) {
      handles.add(InternalTask.of(task));
    }
    return handles;
  }
}
