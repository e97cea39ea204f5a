package org.coroutines4j.internal.failure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.coroutines4j.internal.util.SafeMessages;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks fail independently: a failure cancels no sibling. A failure that no caller handles is
 * reported, that of a {@code launch} immediately and that of an {@code async} at the end of the
 * block. The block then throws the failures that the user's handler did not handle.
 */
public final class SupervisorPolicy implements FailurePolicy {
  /*
   * A failed task, under the lock of this policy.
   *
   * state      in                       meaning                              moved on by
   * kept       unhandled                a caller may still handle it         handled(); beginReport()
   * reporting  unhandled, reporting     a thread calls the reporter          endReport()
   * logged     unhandled, logged        the block throws it at its end       handled()
   * counted    further, onlyCounted     as logged, but enough are kept       handled()
   * handled    none of them             the policy has forgotten it          -
   *
   * handled() may come in each state. A task that is handled while it is being reported stays in "reporting" until
   * the reporter has returned, because the end of the block waits for that.
   */

  /**
   * The number of logged tasks that are kept to be thrown, which is the number that can be thrown.
   * A program that logs failing launches for years must not grow.
   */
  private static final int MAX_KEPT = FailureCollector.MOST_SUPPRESSED + 1;

  /**
   * The maximum number of unreported tasks that are kept for an {@code await}. Beyond it, the
   * oldest one without a waiter is reported: a scope that lives for years must not grow
   * indefinitely.
   */
  private static final int MAX_UNREPORTED = 1_000;

  private final FailureReporter reporter;

  /**
   * Whether the scope is a service, which has no block that could throw at its end. It reports
   * every failure immediately and keeps none.
   */
  private final boolean service;

  /** The failures of the block's own code and of the resources closed after it. */
  private final FailureCollector failures = new FailureCollector();

  /** The failures of Kotlin coroutines that no coroutine awaits. */
  private final FailureCollector coroutineFailures = new FailureCollector();

  /** Failures of Kotlin's {@code async} that no await is known to have received. */
  private final List<UnseenAsync> unseenAsyncs = new ArrayList<>();

  private record UnseenAsync(FailedTask coroutine, Throwable failure) {
    /**
     * Returns whether {@code received} is the failure, or the copy that kotlinx throws under -ea.
     */
    boolean isReceivedAs(Throwable received) {
      return failure == received || failure == SafeMessages.causeOf(received);
    }
  }

  /** The failed tasks whose failure no caller has handled yet, in the order of failing. */
  private final Set<TrackedTask> unhandled = new LinkedHashSet<>();

  /** The unhandled tasks that have been logged, and are kept only to be thrown. */
  private final Set<TrackedTask> logged = new HashSet<>();

  /** The tasks for which a thread calls the reporter now. */
  private final Set<TrackedTask> reporting = new HashSet<>();

  /** The number of failed tasks that were logged and are only counted, since enough are kept. */
  private int further;

  /** Whether the block has ended: a later failure cannot be thrown any more. */
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
      reportNow(task, failure);
    } else {
      TrackedTask oldest = oldestBeyondLimit();
      if (oldest != null) {
        reportNow(oldest, oldest.failure());
      }
    }
  }

  private synchronized @Nullable TrackedTask oldestBeyondLimit() {
    if (unhandled.size() - logged.size() <= MAX_UNREPORTED) {
      return null;
    }
    for (TrackedTask task : unhandled) {
      if (!logged.contains(task) && !reporting.contains(task) && !task.hasWaiters()) {
        return task;
      }
    }
    return null;
  }

  @Override
  public void abandoned(TrackedTask task, Throwable failure) {
    if (isDue(task) && isKept(task)) {
      reportNow(task, failure);
    }
  }

  /**
   * Returns whether the failure is to be reported immediately, and not to be kept for a waiter or
   * for the end of the block.
   */
  private boolean isDue(TrackedTask task) {
    boolean immediately = service || ended || (task.isLaunched() && !task.isExpected());
    return immediately && !task.hasWaiters();
  }

  private void reportNow(TrackedTask task, Throwable failure) {
    if (beginReport(task)) {
      try {
        report(task, failure);
      } finally {
        endReport(task); // the end of the block waits for this
      }
    }
  }

  private synchronized boolean beginReport(TrackedTask task) {
    return task.markReported() && reporting.add(task);
  }

  private synchronized void endReport(TrackedTask task) {
    keepOrCount(task);
    reporting.remove(task);
    notifyAll();
  }

  private synchronized void awaitReport(TrackedTask task) {
    boolean interrupted = false;
    while (reporting.contains(task)) {
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

  private void report(TrackedTask task, Throwable failure) {
    if (reporter.report(task, failure) || service) {
      task.markHandled();
    }
  }

  private void keepOrCount(TrackedTask task) {
    if (!unhandled.contains(task)) {
      return;
    }
    if (logged.size() < MAX_KEPT) {
      logged.add(task);
    } else {
      unhandled.remove(task);
      task.setOnlyCounted(true);
      further++;
    }
  }

  private synchronized void keep(TrackedTask task) {
    if (!task.isHandled()) {
      unhandled.add(task);
    }
  }

  private synchronized boolean isKept(TrackedTask task) {
    return unhandled.contains(task);
  }

  @Override
  public synchronized void handled(TrackedTask task) {
    unhandled.remove(task);
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
      coroutineFailures.add(failure);
    }
  }

  /**
   * Keeps the failure until the end of the block, which reports it if no await has received it by
   * then. A service, an ended scope and one that keeps {@value #MAX_KEPT} such failures report it
   * immediately. It is never thrown: another coroutine may have handled it, which kotlinx does not
   * tell, and a block whose code has handled all failures must not fail.
   */
  @Override
  public void asyncFailed(FailedTask coroutine, Throwable failure) {
    if (service || ended || !keepUnseen(coroutine, failure)) {
      reporter.reportAsync(coroutine, failure);
    }
  }

  private synchronized boolean keepUnseen(FailedTask coroutine, Throwable failure) {
    return unseenAsyncs.size() < MAX_KEPT && unseenAsyncs.add(new UnseenAsync(coroutine, failure));
  }

  @Override
  public synchronized void received(Throwable failure) {
    unseenAsyncs.removeIf(async -> async.isReceivedAs(failure));
  }

  private synchronized List<UnseenAsync> drainUnseen() {
    List<UnseenAsync> all = List.copyOf(unseenAsyncs);
    unseenAsyncs.clear();
    return all;
  }

  @Override
  public @Nullable Throwable wrapperOf(Throwable failure) {
    return failures.wrapperIfKept(failure);
  }

  @Override
  public @Nullable Throwable toThrow() {
    failures.addAll(coroutineFailures);
    // from now on, a waiter outside the scope handles the failure or has it reported
    ended = true;
    for (TrackedTask task : unhandled()) {
      task.settleFuture();
      if (!task.hasWaiters() && !task.isHandled() && isToBeThrown(task)) {
        failures.add(task.failure());
      }
    }
    failures.addUnlisted(further());
    drainUnseen().forEach(async -> reporter.reportAsync(async.coroutine, async.failure));
    return failures.isEmpty() ? null : failures.toThrow();
  }

  /** Reports the failure unless that has happened. Returns false if a handler has handled it. */
  private boolean isToBeThrown(TrackedTask task) {
    if (task.markReported()) {
      report(task, task.failure());
      return !task.isHandled();
    }
    awaitReport(task);
    return isLogged(task);
  }

  private synchronized boolean isLogged(TrackedTask task) {
    return logged.contains(task);
  }

  private synchronized List<TrackedTask> unhandled() {
    return new ArrayList<>(unhandled);
  }

  private synchronized int further() {
    return further;
  }
}
