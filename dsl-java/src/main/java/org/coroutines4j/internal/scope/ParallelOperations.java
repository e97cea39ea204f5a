package org.coroutines4j.internal.scope;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import kotlinx.coroutines.sync.Semaphore;
import kotlinx.coroutines.sync.SemaphoreKt;
import org.coroutines4j.Outcome;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.failure.FailureReporter;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/** The verbs that run several bodies together, each in a scope of its own. */
public final class ParallelOperations {
  private ParallelOperations() {}

  /** All values in the order of the bodies; the first failure cancels the others. */
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

  /** The outcome of each body; no failure cancels another. */
  public static <T extends @Nullable Object> List<Outcome<T>> gatherSettled(
      List<? extends Callable<? extends T>> bodies) {
    String name = "gatherSettled";
    List<Outcome<T>> outcomes = new ArrayList<>(bodies.size());
    List<TaskImpl<T>> tasks = new ArrayList<>(bodies.size());
    try {
      ScopeBlockImpl.SUPERVISOR_SCOPE
          .named(name)
          .run(
              scope -> {
                for (Callable<? extends T> body : bodies) {
                  TaskImpl<T> task = start(scope, body);
                  task.markHandled(); // it becomes a value
                  tasks.add(task);
                }
                for (TaskImpl<T> task : tasks) {
                  outcomes.add(task.awaitOutcome());
                }
              });
    } catch (CancellationException e) {
      reportDropped(name, tasks);
      throw e;
    }
    return outcomes;
  }

  /**
   * The outcomes of {@code tasks} are dropped. That is meant for failures of what they were for,
   * but not for those of the cleanup of a task that was cancelled.
   */
  private static void reportDropped(String name, List<? extends TaskImpl<?>> tasks) {
    FailureReporter reporter = new FailureReporter(name, null);
    for (TaskImpl<?> task : tasks) {
      if (task.coroutine().failedInCleanup()) {
        boolean unused = reporter.report(task, task.failure());
      }
    }
  }

  /**
   * Applies {@code fn} to each item, at most {@code limit} at once; the source is read as needed.
   */
  public static <A, R extends @Nullable Object> List<R> map(
      String name,
      Iterable<? extends A> items,
      int limit,
      ThrowingFunction<? super A, ? extends R> fn) {
    List<TaskImpl<R>> tasks = new ArrayList<>();
    ParallelOperations.<A, R>startEach(name, items, limit, fn, tasks::add);
    return values(tasks);
  }

  /** Calls {@code fn} as {@link #map} does, and keeps nothing of the items that are done. */
  public static <A> void forEach(
      String name, Iterable<? extends A> items, int limit, ThrowingConsumer<? super A> fn) {
    AtomicReference<@Nullable TaskImpl<?>> cancelled = new AtomicReference<>();
    ParallelOperations.<A, @Nullable Object>startEach(
        name,
        items,
        limit,
        item -> {
          fn.accept(item);
          return null;
        },
        task ->
            task.whenOver(
                () -> {
                  if (task.isCancelled()) {
                    cancelled.compareAndSet(null, task);
                  }
                }));
    TaskImpl<?> first = cancelled.get();
    if (first != null) {
      first.take(); // it has cancelled itself
    }
  }

  private static <A, R extends @Nullable Object> void startEach(
      String name,
      Iterable<? extends A> items,
      int limit,
      ThrowingFunction<? super A, ? extends R> fn,
      Consumer<TaskImpl<R>> started) {
    ScopeBlockImpl.TASK_SCOPE
        .named(name)
        .run(
            scope -> {
              Semaphore free = SemaphoreKt.Semaphore(limit, 0);
              Iterator<? extends A> source = items.iterator();
              acquire(free);
              for (long index = 0; source.hasNext(); index++) {
                A item = source.next();
                if (item == null) {
                  throw new NullPointerException("items[" + index + "]");
                }
                TaskImpl<R> task = start(scope, () -> fn.apply(item));
                task.whenOver(free::release);
                started.accept(task);
                acquire(free);
              }
            });
  }

  private static void acquire(Semaphore free) {
    CoroutineThread body = CoroutineThreads.current();
    if (body == null) {
      throw new IllegalStateException("a scope's body runs in a body");
    }
    body.await(free::acquire);
  }

  /** The value of the first body that returns; the others are cancelled and waited for. */
  public static <T extends @Nullable Object> T race(List<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.<T>decide("race", bodies, false).result();
  }

  /** As {@link #race(List)}; hands {@code unused} the values that it does not return. */
  public static <T extends @Nullable Object> T race(
      Consumer<? super T> unused, List<? extends Callable<? extends T>> bodies) {
    UnusedValues<T> values = new UnusedValues<>(unused, bodies.size());
    RaceWinner<T> race;
    T value;
    try {
      race = decide("race", values.keptOf(bodies), false);
      value = race.result();
    } catch (Throwable t) {
      values.handOver(-1, t);
      throw t;
    }
    values.handOver(race.winnerIndex(), null);
    return value;
  }

  /** How the first body to end has ended; the others are cancelled and waited for. */
  public static <T extends @Nullable Object> Outcome<T> raceSettled(
      List<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.<T>decide("raceSettled", bodies, true).outcome();
  }

  /** Runs the race until all bodies have ended. */
  private static <T extends @Nullable Object> RaceWinner<T> decide(
      String name, List<? extends Callable<? extends T>> bodies, boolean settled) {
    if (bodies.isEmpty()) {
      throw new IllegalArgumentException("bodies must not be empty: a race needs at least one");
    }
    RaceWinner<T> race = new RaceWinner<>(bodies.size());
    try {
      ScopeBlockImpl.SUPERVISOR_SCOPE
          .named(name)
          .run(
              scope -> {
                if (settled) {
                  CoroutineThreads.run(body -> race.settleIn(body.frame().job()));
                }
                for (Callable<? extends T> body : bodies) {
                  race.watch(start(scope, body));
                }
                CoroutineThreads.run(race::await);
                scope.cancel(RaceWinner.DECIDED);
              });
    } catch (CancellationException e) {
      if (!race.isDecided() || (settled && !race.hasWinner())) {
        reportDropped(name, race.losers());
        throw e;
      }
    }
    if (race.hasWinner()) {
      reportDropped(name, race.losers());
    }
    return race;
  }

  @SuppressWarnings(
      "unchecked") // a scope starts nothing else, and a Callable of a subtype is as good
  private static <T extends @Nullable Object> TaskImpl<T> start(
      TaskScope scope, Callable<? extends T> body) {
    return (TaskImpl<T>) scope.async((Callable<T>) body);
  }

  private static <T extends @Nullable Object> List<T> values(List<TaskImpl<T>> tasks) {
    List<T> values = new ArrayList<>(tasks.size());
    for (TaskImpl<T> task : tasks) {
      values.add(task.endedOutcome().getOrThrow()); // one may have cancelled itself
    }
    return values;
  }
}
