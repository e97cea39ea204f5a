package org.coroutines4j.internal.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.coroutines4j.Outcome;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/** The operations that run several bodies concurrently. Each call opens a scope of its own. */
public final class ParallelOperations {
  private static final ScopeBlockImpl MAP = ScopeBlockImpl.TASK_SCOPE.named("mapConcurrent");
  private static final ScopeBlockImpl FOR_EACH =
      ScopeBlockImpl.TASK_SCOPE.named("forEachConcurrent");
  private static final ScopeBlockImpl RACE = ScopeBlockImpl.SUPERVISOR_SCOPE.named("race");
  private static final ScopeBlockImpl RACE_SETTLED =
      ScopeBlockImpl.SUPERVISOR_SCOPE.named("raceSettled");
  private static final ScopeBlockImpl GATHER_SETTLED =
      ScopeBlockImpl.SUPERVISOR_SCOPE.named("gatherSettled");

  private ParallelOperations() {}

  /**
   * Runs {@code bodies} concurrently and returns their values in the order of the bodies. The first
   * failure cancels the others, and is thrown when all have ended.
   */
  public static <T extends @Nullable Object> List<T> gather(
      String name, List<? extends Callable<? extends T>> bodies) {
    List<TaskImpl<T>> tasks = new ArrayList<>(bodies.size());
    ScopeBlockImpl.TASK_SCOPE
        .named(name)
        .run(
            scope -> {
              for (Callable<? extends T> body : bodies) {
                tasks.add(start(scope, body));
              }
            });
    return values(tasks);
  }

  /**
   * Runs {@code bodies} concurrently and returns their outcomes in the order of the bodies. A
   * failure does not cancel the others.
   */
  public static <T extends @Nullable Object> List<Outcome<T>> gatherSettled(
      List<? extends Callable<? extends T>> bodies) {
    List<Outcome<T>> outcomes = new ArrayList<>(bodies.size());
    List<TaskImpl<T>> tasks = new ArrayList<>(bodies.size());
    try {
      GATHER_SETTLED.run(
          scope -> {
            for (Callable<? extends T> body : bodies) {
              TaskImpl<T> task = start(scope, body);
              task.markHandled(); // its outcome goes to the caller
              tasks.add(task);
            }
            for (TaskImpl<T> task : tasks) {
              outcomes.add(task.awaitOutcome());
            }
          });
    } catch (CancellationException e) {
      reportDropped(GATHER_SETTLED, tasks);
      throw e;
    }
    return outcomes;
  }

  /**
   * Reports the tasks that failed in their cleanup after a cancellation. Called when the outcomes
   * of {@code tasks} do not reach the caller. Other failures of these tasks are dropped on purpose.
   */
  private static void reportDropped(ScopeBlockImpl block, List<? extends TaskImpl<?>> tasks) {
    for (TaskImpl<?> task : tasks) {
      if (failedInCleanup(task)) {
        boolean unused = block.reporter().report(task, task.failure());
      }
    }
  }

  private static boolean failedInCleanup(TaskImpl<?> task) {
    return task.coroutine().failedInCleanup();
  }

  /**
   * Applies {@code fn} to each item, at most {@code limit} concurrently, and returns the results in
   * the order of the items. Reads a collection first; from any other iterable, the calling thread
   * takes an item whenever there is room.
   */
  public static <A, R extends @Nullable Object> List<R> map(
      Iterable<? extends A> items, int limit, ThrowingFunction<? super A, ? extends R> fn) {
    return ListWorkers.<A, R>run(MAP, items, limit, true, fn).values();
  }

  /**
   * Calls {@code fn} as {@link #map} does, without keeping anything for the items that are done.
   */
  public static <A> void forEach(
      Iterable<? extends A> items, int limit, ThrowingConsumer<? super A> fn) {
    List<?> unused =
        ListWorkers.<A, @Nullable Object>run(
                FOR_EACH,
                items,
                limit,
                false,
                item -> {
                  fn.accept(item);
                  return null;
                })
            .values(); // throws if the code for an item has cancelled its own task
  }

  /**
   * Runs {@code bodies} concurrently and returns the value of the first one that returns. The
   * others are cancelled, and have ended when this returns.
   */
  public static <T extends @Nullable Object> T race(List<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.<T>decide(RACE, bodies, false).result();
  }

  /**
   * Races {@code bodies} as {@link #race(List)} does, and passes unused values to {@code unused}.
   */
  public static <T extends @Nullable Object> T race(
      Consumer<? super T> unused, List<? extends Callable<? extends T>> bodies) {
    UnusedValues<T> values = new UnusedValues<>(unused, bodies.size());
    RaceWinner<T> race;
    T value;
    try {
      race = decide(RACE, values.recording(bodies), false);
      value = race.result();
    } catch (Throwable t) {
      values.handOver(-1, t);
      throw t;
    }
    values.handOver(race.winnerIndex(), null);
    return value;
  }

  /**
   * Runs {@code bodies} concurrently and returns the outcome of the first one that ends. The others
   * are cancelled, and have ended when this returns.
   */
  public static <T extends @Nullable Object> Outcome<T> raceSettled(
      List<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.<T>decide(RACE_SETTLED, bodies, true).outcome();
  }

  /** Runs the race until all bodies have ended. */
  private static <T extends @Nullable Object> RaceWinner<T> decide(
      ScopeBlockImpl block, List<? extends Callable<? extends T>> bodies, boolean settled) {
    if (bodies.isEmpty()) {
      throw new IllegalArgumentException("bodies must not be empty: a race needs at least one");
    }
    RaceWinner<T> race = new RaceWinner<>(bodies.size(), settled);
    try {
      block.run(scope -> race.start(((TaskScopeImpl) scope).scope, bodies));
      if (!race.hasWinner()
          && race.losers().stream().anyMatch(ParallelOperations::failedInCleanup)) {
        CoroutineThreads.ensureActive(); // the tasks failed because the caller is cancelled
      }
    } catch (CancellationException e) {
      if (!race.hasWinner()) {
        reportDropped(block, race.losers());
        throw e;
      }
    }
    if (race.hasWinner()) {
      reportDropped(block, race.losers());
    }
    return race;
  }

  @SuppressWarnings(
      "unchecked") // scopes start TaskImpls, and a Callable<? extends T> only produces Ts
  private static <T extends @Nullable Object> TaskImpl<T> start(
      TaskScope scope, Callable<? extends T> body) {
    return (TaskImpl<T>) scope.async((Callable<T>) body);
  }

  private static <T extends @Nullable Object> List<T> values(List<TaskImpl<T>> tasks) {
    List<T> values = new ArrayList<>(tasks.size());
    for (TaskImpl<T> task : tasks) {
      values.add(
          task.endedOutcome().getOrThrow()); // throws if a task was cancelled by its own body
    }
    return values;
  }
}
