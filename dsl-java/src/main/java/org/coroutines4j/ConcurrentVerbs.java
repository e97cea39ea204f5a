package org.coroutines4j;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import kotlin.internal.LowPriorityInOverloadResolution;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.scope.ParallelOperations;
import org.coroutines4j.internal.util.Callables;
import org.coroutines4j.internal.util.Preconditions;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of {@link Async} that run several lambdas concurrently, in a file of their own. Callers
 * see them as members of {@code Async}.
 */
abstract class ConcurrentVerbs {
  ConcurrentVerbs() {}

  /**
   * Runs all bodies concurrently and returns their values in the order of the arguments. The first
   * failure cancels the other bodies. It is thrown when all have ended, with later failures
   * suppressed on it. asyncio's {@code gather} lets the other bodies continue instead.
   *
   * @throws CancellationException if the caller is cancelled; all bodies are cancelled then
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> List<T> gather(Callable<? extends T>... bodies) {
    return gather(Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
  }

  /** Runs all bodies concurrently, as {@link #gather(Callable...)} does. */
  public static <T extends @Nullable Object> List<T> gather(
      Collection<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.gather("gather", Preconditions.nonNull(bodies, "bodies"));
  }

  /** Runs all bodies concurrently, as {@link #gather(Callable...)} does, without results. */
  @LowPriorityInOverloadResolution
  public static void gather(ThrowingRunnable... bodies) {
    ParallelOperations.gather("gather", Callables.ofAll(bodies));
  }

  /** Returns an empty list: {@link #gather(Callable...)} of no bodies. */
  public static <T extends @Nullable Object> List<T> gather() {
    return ParallelOperations.gather("gather", List.of());
  }

  /**
   * Runs all bodies concurrently and returns the outcome of each in the order of the arguments. A
   * failure neither cancels the other bodies nor is thrown.
   *
   * @throws CancellationException if the caller is cancelled; all bodies are cancelled then
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> List<Outcome<T>> gatherSettled(
      Callable<? extends T>... bodies) {
    return gatherSettled(Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
  }

  /** Runs all bodies concurrently, as {@link #gatherSettled(Callable...)} does. */
  public static <T extends @Nullable Object> List<Outcome<T>> gatherSettled(
      Collection<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.gatherSettled(Preconditions.nonNull(bodies, "bodies"));
  }

  /**
   * Runs all bodies concurrently, as {@link #gatherSettled(Callable...)} does. The outcome of a
   * body that succeeded has the value null.
   */
  @LowPriorityInOverloadResolution
  public static List<Outcome<@Nullable Void>> gatherSettled(ThrowingRunnable... bodies) {
    return ParallelOperations.gatherSettled(Callables.ofAll(bodies));
  }

  /** Returns an empty list: {@link #gatherSettled(Callable...)} of no bodies. */
  public static <T extends @Nullable Object> List<Outcome<T>> gatherSettled() {
    return ParallelOperations.gatherSettled(List.of());
  }

  /**
   * Runs all bodies concurrently and returns the value of the first body to succeed. Cancels the
   * other bodies and waits until they have ended. If all bodies fail, throws the first failure with
   * the others suppressed on it. A failure in the cleanup of a cancelled body is logged. The bodies
   * start in order. A body that has not started when another one has succeeded is not called.
   *
   * @throws CancellationException if the caller is cancelled; all bodies are cancelled then
   * @throws IllegalArgumentException if there is no body
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> T race(Callable<? extends T>... bodies) {
    return race(Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
  }

  /** Runs all bodies concurrently, as {@link #race(Callable...)} does. */
  public static <T extends @Nullable Object> T race(
      Collection<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.race(Preconditions.nonNull(bodies, "bodies"));
  }

  /**
   * Runs all bodies concurrently, as {@link #race(Callable...)} does, without a result: returns
   * when the first body has succeeded and the others have ended.
   *
   * @throws IllegalArgumentException if there is no body
   */
  @LowPriorityInOverloadResolution
  public static void race(ThrowingRunnable... bodies) {
    ParallelOperations.race(Callables.ofAll(bodies));
  }

  /**
   * Runs all bodies concurrently, as {@link #race(Callable...)} does, and hands {@code unused} each
   * value that a body returned but this method does not return. These are the values of bodies that
   * returned although another body was first, and all values if this method throws. Use it for
   * values that hold resources: {@code race(Lease::release, () -> lease(a), () -> lease(b))}.
   *
   * <p>{@code unused} runs on the caller's thread when all bodies have ended, shielded from
   * cancellation. It gets no null. If it throws, it still gets the other values. Its exception is
   * suppressed on the exception that this method throws, or logged if this method returns a value.
   *
   * @throws IllegalArgumentException if there is no body
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  @LowPriorityInOverloadResolution // a lambda of Kotlin without a parameter fits both forms
  public static <T extends @Nullable Object> T race(
      Consumer<? super T> unused, Callable<? extends T>... bodies) {
    Objects.requireNonNull(unused, "unused");
    return race(unused, Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
  }

  /** Runs all bodies concurrently, as {@link #race(Consumer, Callable...)} does. */
  public static <T extends @Nullable Object> T race(
      Consumer<? super T> unused, Collection<? extends Callable<? extends T>> bodies) {
    Objects.requireNonNull(unused, "unused");
    return ParallelOperations.race(unused, Preconditions.nonNull(bodies, "bodies"));
  }

  /**
   * Runs all bodies concurrently and returns the outcome of the first body to end: its value, its
   * failure, or that it cancelled itself. Cancels the other bodies, waits until they have ended,
   * and drops their outcomes. A failure in the cleanup of a cancelled body is logged.
   *
   * @throws CancellationException if the caller is cancelled before this method returns; an outcome
   *     is dropped then
   * @throws IllegalArgumentException if there is no body
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> Outcome<T> raceSettled(
      Callable<? extends T>... bodies) {
    return raceSettled(Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
  }

  /** Runs all bodies concurrently, as {@link #raceSettled(Callable...)} does. */
  public static <T extends @Nullable Object> Outcome<T> raceSettled(
      Collection<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.raceSettled(Preconditions.nonNull(bodies, "bodies"));
  }

  /**
   * Runs all bodies concurrently, as {@link #raceSettled(Callable...)} does. The outcome of a body
   * that succeeded has the value null.
   */
  @LowPriorityInOverloadResolution
  public static Outcome<@Nullable Void> raceSettled(ThrowingRunnable... bodies) {
    return ParallelOperations.raceSettled(Callables.ofAll(bodies));
  }

  /**
   * Applies {@code fn} to all items concurrently, as {@link #mapConcurrent(Iterable, int,
   * ThrowingFunction)} does, without a limit.
   */
  public static <A, R extends @Nullable Object> List<R> mapConcurrent(
      Iterable<? extends A> items, ThrowingFunction<? super A, ? extends R> fn) {
    return mapConcurrent(items, Integer.MAX_VALUE, fn);
  }

  /**
   * Applies {@code fn} to each item, to at most {@code limit} items concurrently. Returns the
   * results in the order of the items. The first failure cancels the other calls, and is thrown
   * when they have ended.
   *
   * <p>A {@link List} of up to a million items is read before the first call of {@code fn}. From
   * the iterator of any other {@code Iterable}, the calling thread takes an item whenever fewer
   * than {@code limit} items are in progress.
   *
   * <p>The calls run in tasks that process one item after another. There are as many tasks as are
   * needed: calls that wait for each other run concurrently, up to {@code limit}. A later call in
   * the same task may see what {@code fn} changes in its thread: a thread-local, the context class
   * loader, the name. The context elements of the caller are set again for each call. A {@code for}
   * loop over a flow that {@code fn} leaves early is closed at the end of the call.
   *
   * <p>{@code Tasks.current()} is the task of the current call only until the call ends. After that
   * it may process another item, so other code must neither await nor cancel it, and its {@code
   * onCompletion} handlers run when there are no more items for it. A call that cancels it ends
   * without a result, and the other calls continue.
   *
   * @throws org.coroutines4j.TaskCancelledException if a call has cancelled its own task; thrown
   *     when all other calls have ended
   * @throws CancellationException if the caller is cancelled; all calls are cancelled then
   * @throws NullPointerException if an item is null; the message names its index
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public static <A, R extends @Nullable Object> List<R> mapConcurrent(
      Iterable<? extends A> items, int limit, ThrowingFunction<? super A, ? extends R> fn) {
    Objects.requireNonNull(items, "items");
    Objects.requireNonNull(fn, "fn");
    return ParallelOperations.map(items, Preconditions.atLeastOne(limit, "limit"), fn);
  }

  /**
   * Calls {@code fn} with all items concurrently, as {@link #mapConcurrent(Iterable,
   * ThrowingFunction)} does, without results.
   */
  public static <A> void forEachConcurrent(
      Iterable<? extends A> items, ThrowingConsumer<? super A> fn) {
    forEachConcurrent(items, Integer.MAX_VALUE, fn);
  }

  /**
   * Calls {@code fn} with each item, as {@link #mapConcurrent(Iterable, int, ThrowingFunction)}
   * does, without results.
   *
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public static <A> void forEachConcurrent(
      Iterable<? extends A> items, int limit, ThrowingConsumer<? super A> fn) {
    Objects.requireNonNull(items, "items");
    Objects.requireNonNull(fn, "fn");
    ParallelOperations.forEach(items, Preconditions.atLeastOne(limit, "limit"), fn);
  }
}
