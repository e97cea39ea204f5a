package org.coroutines4j.internal.failure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.coroutines4j.internal.util.SafeMessages;
import org.jspecify.annotations.Nullable;

/**
 * Children fail for themselves. A failure that nobody takes is reported: of a {@code launch} at
 * once, of an {@code async} at the end of the block, which throws what the handler did not take for
 * good.
 */
public final class SupervisorPolicy implements FailurePolicy {
  /** As many as are thrown: a program that logs failing launches for years must not grow. */
  private static final int MOST_KEPT = Failures.MOST_SUPPRESSED + 1;

  /**
   * The number of failed tasks that are kept for an {@code await}. When there are more, the oldest
   * that no caller waits for is reported: a scope that lives for years must not grow with each.
   */
  private static final int MOST_UNREPORTED = 1_000;

  private final FailureReporter reporter;

  /**
   * A service has no block that could throw at its end: it reports everything at once and keeps
   * nothing.
   */
  private final boolean service;

  /** Of the body and of what is closed after it. */
  private final Failures failures = new Failures();

  private final Failures ofCoroutines = new Failures();

  /** Failures of Kotlin's {@code async} that no await is known to have received. */
  private final List<UnseenAsync> unseen = new ArrayList<>();

  private record UnseenAsync(FailedTask coroutine, Throwable failure) {
    /** By itself, or as the copy that kotlinx throws when assertions are on. */
    boolean isMeantBy(Throwable received) {
      return failure == received || failure == SafeMessages.causeOf(received);
    }
  }

  /** Failed tasks whose failure nobody has taken yet, in the order of failing. */
  private final Set<TrackedTask> untaken = new LinkedHashSet<>();

  /** Those of them that have been logged, and are kept only to be thrown. */
  private final Set<TrackedTask> logged = new HashSet<>();

  /** Those of which the handler is just told. */
  private final Set<TrackedTask> telling = new HashSet<>();

  /** Launches that failed, were logged, and are only counted since enough are kept. */
  private int further;

  /** What has failed since cannot be thrown any more. */
  private volatile boolean ended;

  public SupervisorPolicy(FailureReporter reporter, boolean service) {
    this.reporter = reporter;
    this.service = service;
  }

  @Override
  public boolean ignoresFailuresOfTasks() {
    return true;
  }

  @Override
  public void taskFailed(TrackedTask task, Throwable failure) {
    received(failure);
    if (task.isHandled()) {
      return;
    }
    keep(task);
    if (isDue(task)) {
      reportAtOnce(task, failure);
    } else {
      TrackedTask oldest = oldestInExcess();
      if (oldest != null) {
        reportAtOnce(oldest, oldest.failure());
      }
    }
  }

  private synchronized @Nullable TrackedTask oldestInExcess() {
    if (untaken.size() - logged.size() <= MOST_UNREPORTED) {
      return null;
    }
    for (TrackedTask task : untaken) {
      if (!logged.contains(task) && !telling.contains(task) && !task.hasWaiters()) {
        return task;
      }
    }
    return null;
  }

  @Override
  public void abandoned(TrackedTask task, Throwable failure) {
    if (isDue(task) && isKept(task)) {
      reportAtOnce(task, failure);
    }
  }

  /** Whether it is not to be kept for those who wait for it, or for the end. */
  private boolean isDue(TrackedTask task) {
    boolean atOnce = service || ended || (task.isLaunched() && !task.isExpected());
    return atOnce && !task.hasWaiters();
  }

  private void reportAtOnce(TrackedTask task, Throwable failure) {
    if (beginTelling(task)) {
      try {
        tell(task, failure);
      } finally {
        endTelling(task); // the end of the block waits for it
      }
    }
  }

  private synchronized boolean beginTelling(TrackedTask task) {
    return task.markReported() && telling.add(task);
  }

  private synchronized void endTelling(TrackedTask task) {
    keepFew(task);
    telling.remove(task);
    notifyAll();
  }

  private synchronized void awaitTelling(TrackedTask task) {
    boolean interrupted = false;
    while (telling.contains(task)) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(TrackedTask task, Throwable failure) {
    if (reporter.report(task, failure) || service) {
      task.markHandled();
    }
  }

  private void keepFew(TrackedTask task) {
    if (!untaken.contains(task)) {
      return;
    }
    if (logged.size() < MOST_KEPT) {
      logged.add(task);
    } else {
      untaken.remove(task);
      task.setOnlyCounted(true);
      further++;
    }
  }

  private synchronized void keep(TrackedTask task) {
    if (!task.isHandled()) {
      untaken.add(task);
    }
  }

  private synchronized boolean isKept(TrackedTask task) {
    return untaken.contains(task);
  }

  @Override
  public synchronized void handled(TrackedTask task) {
    untaken.remove(task);
    logged.remove(task);
    if (task.isOnlyCounted()) {
      task.setOnlyCounted(false);
      further--;
    }
  }

  @Override
  public void bodyFailed(Throwable failure) {
    received(failure);
    failures.add(failure);
  }

  @Override
  public void neverStarted(TrackedTask task) {
    reporter.reportUnstarted(task);
  }

  @Override
  public void coroutineFailed(FailedTask coroutine, Throwable failure) {
    received(failure);
    if (!reporter.report(coroutine, failure) && !service) {
      ofCoroutines.add(failure);
    }
  }

  /**
   * It may be awaited later, which kotlinx tells nobody; so it is reported, but not thrown: a block
   * that has dealt with all its failures must not fail.
   */
  @Override
  public void asyncFailed(FailedTask coroutine, Throwable failure) {
    if (service || ended || !keepUnseen(coroutine, failure)) {
      reporter.reportAsync(coroutine, failure);
    }
  }

  private synchronized boolean keepUnseen(FailedTask coroutine, Throwable failure) {
    return unseen.size() < MOST_KEPT && unseen.add(new UnseenAsync(coroutine, failure));
  }

  @Override
  public synchronized void received(Throwable failure) {
    unseen.removeIf(async -> async.isMeantBy(failure));
  }

  private synchronized List<UnseenAsync> takeUnseen() {
    List<UnseenAsync> all = List.copyOf(unseen);
    unseen.clear();
    return all;
  }

  @Override
  public @Nullable Throwable wrapperOf(Throwable failure) {
    return failures.wrapperIfKept(failure);
  }

  @Override
  public @Nullable Throwable toThrow() {
    failures.addAll(ofCoroutines);
    ended = true; // who is still waiting, outside the scope, takes the failure or has it reported
    for (TrackedTask task : untaken()) {
      task.settleFuture();
      if (!task.hasWaiters() && !task.isHandled() && isToBeThrown(task)) {
        failures.add(task.failure());
      }
    }
    failures.addUnlisted(further());
    takeUnseen().forEach(async -> reporter.reportAsync(async.coroutine, async.failure));
    return failures.isEmpty() ? null : failures.toThrow();
  }

  /** False if a handler has taken it for good. */
  private boolean isToBeThrown(TrackedTask task) {
    if (task.markReported()) {
      tell(task, task.failure());
      return !task.isHandled();
    }
    awaitTelling(task);
    return isLogged(task);
  }

  private synchronized boolean isLogged(TrackedTask task) {
    return logged.contains(task);
  }

  private synchronized List<TrackedTask> untaken() {
    return new ArrayList<>(untaken);
  }

  private synchronized int further() {
    return further;
  }
}
