package org.coroutines4j;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Children fail for themselves. A failure that nobody takes is reported: of a {@code launch} at
 * once, of an {@code async} at the end of the block, which throws what the handler did not take for
 * good.
 */
final class Supervise implements FailurePolicy {
  /** As many as are thrown: a program that logs failing launches for years must not grow. */
  private static final int MOST_KEPT = Failures.MOST_SUPPRESSED + 1;

  private final Reporter reporter;

  /**
   * A service has no block that could throw at its end: it reports everything at once and keeps
   * nothing.
   */
  private final boolean service;

  private final Failures failures = new Failures();

  /** Failed tasks whose failure nobody has taken yet, in the order of failing. */
  private final Set<TaskHandle<?>> untaken = new LinkedHashSet<>();

  /** Launches that failed, were logged, and are only counted since enough are kept. */
  private int further;

  Supervise(Reporter reporter, boolean service) {
    this.reporter = reporter;
    this.service = service;
  }

  @Override
  public boolean childFailed(Throwable failure) {
    return false;
  }

  @Override
  public boolean takesFailuresOfChildren() {
    return false;
  }

  @Override
  public void taskFailed(TaskHandle<?> task, Throwable failure) {
    if (task.isTaken()) {
      return;
    }
    keep(task);
    if (isReportedAtOnce(task) && !task.hasWaiters()) {
      reportAndDrop(task, failure);
    }
  }

  @Override
  public void abandoned(TaskHandle<?> task) {
    if (isReportedAtOnce(task) && isKept(task)) {
      reportAndDrop(task, task.failure());
    }
  }

  private boolean isReportedAtOnce(TaskHandle<?> task) {
    return service || task.isLaunched();
  }

  private void reportAndDrop(TaskHandle<?> task, Throwable failure) {
    if (!task.markReported()) {
      return;
    }
    if (reporter.report(task, failure) || service) {
      task.markTaken();
      taken(task);
    } else {
      keepFew(task);
    }
  }

  private synchronized void keepFew(TaskHandle<?> task) {
    if (untaken.size() > MOST_KEPT && untaken.remove(task)) {
      further++;
    }
  }

  private synchronized void keep(TaskHandle<?> task) {
    if (!task.isTaken()) {
      untaken.add(task);
    }
  }

  private synchronized boolean isKept(TaskHandle<?> task) {
    return untaken.contains(task);
  }

  @Override
  public synchronized void taken(TaskHandle<?> task) {
    untaken.remove(task);
  }

  private synchronized List<TaskHandle<?>> untaken() {
    return new ArrayList<>(untaken);
  }

  @Override
  public void bodyFailed(Throwable failure) {
    failures.add(failure);
  }

  @Override
  public void report(TaskHandle<?> task, Throwable failure) {
    reporter.report(task, failure);
  }

  @Override
  public void coroutineFailed(Task<?> coroutine, Throwable failure) {
    if (!reporter.report(coroutine, failure) && !service) {
      failures.add(failure);
    }
  }

  @Override
  public @Nullable Throwable wrapperOf(Throwable failure) {
    return failures.wrapperIfKept(failure);
  }

  @Override
  public @Nullable Throwable toThrow() {
    for (TaskHandle<?> task : untaken()) {
      Throwable failure = task.failure();
      if (task.markReported() && reporter.report(task, failure)) {
        task.markTaken();
      } else {
        failures.add(failure);
      }
    }
    failures.addUnlisted(further());
    return failures.isEmpty() ? null : failures.toThrow();
  }

  private synchronized int further() {
    return further;
  }
}
