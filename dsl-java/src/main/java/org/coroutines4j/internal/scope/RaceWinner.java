package org.coroutines4j.internal.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.Job;
import org.coroutines4j.Outcome;
import org.coroutines4j.internal.failure.AwaitedHere;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.failure.FailureCollector;
import org.coroutines4j.internal.task.AutoResetEvent;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/**
 * Determines which task wins a race: the first one that returns a value or, in a settled race, the
 * first one that ends. Keeps the failures of the other tasks for a race without a winner.
 */
final class RaceWinner<T extends @Nullable Object> {
  static final String DECIDED = "the race is decided";

  private final AtomicReference<@Nullable TaskImpl<T>> winner = new AtomicReference<>();
  private final List<TaskImpl<T>> tasks = new ArrayList<>();
  private final AtomicInteger running;

  /**
   * The Job of a settled race, in which a failed task wins too; else null. A task that ends because
   * this Job is cancelled does not win.
   */
  private @Nullable Job settledIn;

  private final FailureCollector failures = new FailureCollector();
  private final AutoResetEvent over = new AutoResetEvent();
  private volatile boolean decided;

  RaceWinner(int numberOfTasks) {
    running = new AtomicInteger(numberOfTasks);
  }

  /** Makes this a settled race. Called before the first task starts. */
  void settleIn(Job job) {
    settledIn = job;
  }

  void watch(TaskImpl<T> task) {
    tasks.add(task);
    task.markHandled();
    task.onEnd(() -> ended(task));
  }

  private void ended(TaskImpl<T> task) {
    Throwable failure = task.coroutine().failure();
    if (failure == null || (settledIn != null && !settledIn.isCancelled())) {
      winner.compareAndSet(null, task);
    } else if (winner.get() == null && !(failure instanceof CancellationException)) {
      failures.add(failure);
    }
    if (running.decrementAndGet() == 0 || winner.get() != null) {
      over.set();
    }
  }

  void await(CoroutineThread body) {
    over.await(body);
    decided = true;
  }

  /**
   * Returns whether the wait for a winner has ended normally, so that the race cancels the losers.
   */
  boolean isDecided() {
    return decided;
  }

  boolean hasWinner() {
    return winner.get() != null;
  }

  /** Returns the tasks that have lost; all of them if there is no winner. */
  List<TaskImpl<T>> losers() {
    return tasks.stream().filter(task -> task != winner.get()).toList();
  }

  /** Returns the index of the winner among the tasks; -1 if there is no winner. */
  int winnerIndex() {
    return tasks.indexOf(winner.get());
  }

  /**
   * Returns the outcome of the winner.
   *
   * @throws CancellationException if there is no winner
   */
  Outcome<T> outcome() {
    TaskImpl<T> first = winner.get();
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
    TaskImpl<T> first = winner.get();
    if (first != null) {
      return first.value();
    }
    throw failures.isEmpty()
        ? new CancellationException("all that raced were cancelled")
        : Exceptions.raise(AwaitedHere.addTo(failures.toThrow()));
  }
}
