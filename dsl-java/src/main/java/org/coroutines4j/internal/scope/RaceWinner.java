package org.coroutines4j.internal.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.coroutines4j.Outcome;
import org.coroutines4j.internal.failure.AwaitedHere;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.failure.FailureCollector;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.internal.task.TaskOptions;
import org.jspecify.annotations.Nullable;

/**
 * Starts the tasks of a race and determines which of them wins: the first one that returns a value
 * or, in a settled race, the first one that ends. The thread that ends the winner cancels the
 * losers. The failures of the other tasks are kept for a race without a winner.
 */
final class RaceWinner<T extends @Nullable Object> {
  private static final int NONE = -1;

  /*
   * A task may start while another one wins. At least one thread cancels it:
   *
   *   the thread that starts it             the thread that ends the winner
   *   1. stores the task in runners         1. stores the winner
   *   2. checks whether there is a winner   2. cancels all tasks in runners
   */
  private final AtomicReferenceArray<@Nullable Runner<T>> runners;

  /** The index of the winner in {@link #runners}. */
  private final AtomicInteger winner = new AtomicInteger(NONE);

  /** Whether a task that has failed or was cancelled may win too. */
  private final boolean settled;

  /** Null before the first failure. Guarded by this. */
  private @Nullable FailureCollector failures;

  RaceWinner(int numberOfTasks, boolean settled) {
    runners = new AtomicReferenceArray<>(numberOfTasks);
    this.settled = settled;
  }

  /** Starts a task for each of {@code bodies}, in order, until there is a winner. */
  void start(ScopeState scope, List<? extends Callable<? extends T>> bodies) {
    TaskOptions options = new TaskOptions(scope.dispatcher, scope.elements());
    for (int i = 0; i < bodies.size() && !hasWinner(); i++) {
      Runner<T> runner = new Runner<>(this, scope, options, bodies.get(i), i);
      runner.markHandled(); // its failure is thrown or dropped by the race
      runners.set(i, runner);
      scope.start(runner, false, false);
      if (hasWinner()) {
        runner.lose(new Decided());
      }
    }
  }

  /**
   * A task of the race. It forgets the race when it has ended: a caller that keeps the task must
   * not keep the values of others in memory.
   */
  private static final class Runner<T extends @Nullable Object> extends TaskImpl<T> {
    private final int index;
    private @Nullable RaceWinner<T> race;
    private @Nullable ScopeState scope;

    Runner(
        RaceWinner<T> race,
        ScopeState scope,
        TaskOptions options,
        Callable<? extends T> body,
        int index) {
      super(scope.policy(), scope.node, options, body, false);
      this.race = race;
      this.scope = scope;
      this.index = index;
    }

    @Override
    public void ended() {
      RaceWinner<T> ran = Objects.requireNonNull(race);
      Throwable failure = coroutine().failure();
      if (failure == null || (ran.settled && !Objects.requireNonNull(scope).node.isCancelled())) {
        ran.decide(index);
      } else if (!(failure instanceof CancellationException)) {
        ran.addFailure(failure);
      }
      race = null;
      scope = null;
    }

    void lose(Decided decided) {
      if (!coroutine().isCompleted()) {
        coroutine().cancel(decided);
      }
    }
  }

  private void decide(int index) {
    if (!winner.compareAndSet(NONE, index)) {
      return;
    }
    Decided decided = new Decided();
    for (int i = 0; i < runners.length(); i++) {
      Runner<T> runner = runners.get(i);
      if (runner != null && i != index) {
        runner.lose(decided);
      }
    }
  }

  private synchronized void addFailure(Throwable failure) {
    if (failures == null) {
      failures = new FailureCollector();
    }
    failures.add(failure);
  }

  boolean hasWinner() {
    return winner.get() != NONE;
  }

  /** Returns the tasks that have started and lost; all that have started if there is no winner. */
  List<TaskImpl<T>> losers() {
    List<TaskImpl<T>> losers = new ArrayList<>(runners.length());
    for (int i = 0; i < runners.length(); i++) {
      Runner<T> runner = runners.get(i);
      if (runner != null && i != winner.get()) {
        losers.add(runner);
      }
    }
    return losers;
  }

  /** Returns the index of the winner among the bodies; -1 if there is no winner. */
  int winnerIndex() {
    return winner.get();
  }

  private @Nullable Runner<T> winner() {
    int index = winner.get();
    return index == NONE ? null : runners.get(index);
  }

  /**
   * Returns the outcome of the winner.
   *
   * @throws CancellationException if there is no winner
   */
  Outcome<T> outcome() {
    Runner<T> first = winner();
    if (first == null) {
      throw new CancellationException("all that raced were cancelled");
    }
    return first.endedOutcome();
  }

  /**
   * Returns the value of the winner, or throws the failures of the tasks.
   *
   * @throws CancellationException if all tasks were cancelled
   */
  T result() {
    Runner<T> first = winner();
    if (first != null) {
      return first.value();
    }
    throw failure();
  }

  private synchronized RuntimeException failure() {
    return failures == null
        ? new CancellationException("all that raced were cancelled")
        : Exceptions.raise(AwaitedHere.addTo(failures.toThrow()));
  }

  /** Cancels the losers. Without a stack trace, which would tell where the winner has ended. */
  private static final class Decided extends CancellationException {
    private static final long serialVersionUID = 1L;

    Decided() {
      super("the race is decided");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
