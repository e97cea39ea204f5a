package org.coroutines4j.internal.failure;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.internal.util.SafeMessages;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks fail independently: a failure cancels no sibling. A failure that no caller handles is
 * reported, that of a {@code launch} immediately and that of an {@code async} at the end of the
 * block. The block then throws the failures that the user's handler did not handle.
 */
public final class SupervisorPolicy implements FailurePolicy {
  private final FailureReporter reporter;

  /**
   * Whether the scope is a service, which has no block that could throw at its end. It reports
   * every failure immediately and keeps none.
   */
  private final boolean service;

  // Most scopes have no failure, so each of the following is null before the first one of its kind.

  /**
   * The failed tasks. Written before the policy checks whether a task is handled or the block has
   * ended; read after that has become true. So one of both sees the other.
   */
  private volatile @Nullable UnhandledTasks tasks;

  /** The failures of the block's own code and of the resources closed after it. Guarded by this. */
  private @Nullable FailureCollector failures;

  /** The failures of Kotlin coroutines that no coroutine awaits. Guarded by this. */
  private @Nullable FailureCollector coroutineFailures;

  /**
   * Failures of Kotlin's {@code async} that no await is known to have received. Guarded by this.
   */
  private @Nullable List<UnseenAsync> unseenAsyncs;

  private record UnseenAsync(FailedTask coroutine, Throwable failure) {
    /**
     * Returns whether {@code received} is the failure, or the copy that kotlinx throws under -ea.
     */
    boolean isReceivedAs(Throwable received) {
      return failure == received || failure == SafeMessages.causeOf(received);
    }
  }

  /** Whether the block has ended: a later failure cannot be thrown any more. */
  private volatile boolean ended;

  public SupervisorPolicy(FailureReporter reporter, boolean service) {
    this.reporter = reporter;
    this.service = service;
  }

  @Override
  public String scopeName() {
    return reporter.scopeName();
  }

  @Override
  public boolean ignoresFailuresOfTasks() {
    return true;
  }

  // Tasks.

  @Override
  public void taskFailed(TrackedTask task, Throwable failure) {
    received(failure);
    if (task.isHandled()) {
      return;
    }
    UnhandledTasks unhandled = tasks();
    unhandled.keep(task);
    if (isDue(task)) {
      reportNow(unhandled, task, failure);
    } else {
      TrackedTask oldest = unhandled.oldestBeyondLimit();
      if (oldest != null) {
        reportNow(unhandled, oldest, oldest.failure());
      }
    }
  }

  private UnhandledTasks tasks() {
    UnhandledTasks known = tasks;
    return known != null ? known : createTasks();
  }

  private synchronized UnhandledTasks createTasks() {
    UnhandledTasks known = tasks;
    if (known == null) {
      known = new UnhandledTasks();
      tasks = known;
    }
    return known;
  }

  @Override
  public void abandoned(TrackedTask task, Throwable failure) {
    UnhandledTasks unhandled = tasks;
    if (unhandled != null && isDue(task) && unhandled.contains(task)) {
      reportNow(unhandled, task, failure);
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

  private void reportNow(UnhandledTasks unhandled, TrackedTask task, Throwable failure) {
    if (unhandled.beginReport(task)) {
      try {
        report(task, failure);
      } finally {
        unhandled.endReport(task); // the end of the block waits for this
      }
    }
  }

  private void report(TrackedTask task, Throwable failure) {
    if (reporter.report(task, failure) || service) {
      task.markHandled();
    }
  }

  @Override
  public void handled(TrackedTask task) {
    UnhandledTasks unhandled = tasks;
    if (unhandled != null) {
      unhandled.handled(task);
    }
  }

  @Override
  public void neverStarted(TrackedTask task) {
    reporter.reportUnstarted(task);
  }

  // The block's own code, and Kotlin coroutines.

  @Override
  public void bodyFailed(Throwable failure) {
    received(failure);
    failures().add(failure);
  }

  private synchronized FailureCollector failures() {
    if (failures == null) {
      failures = new FailureCollector();
    }
    return failures;
  }

  @Override
  public void coroutineFailed(FailedTask coroutine, Throwable failure) {
    received(failure);
    if (!reporter.report(coroutine, failure) && !service) {
      addOfCoroutine(failure);
    }
  }

  private synchronized void addOfCoroutine(Throwable failure) {
    if (coroutineFailures == null) {
      coroutineFailures = new FailureCollector();
    }
    coroutineFailures.add(failure);
  }

  /**
   * Keeps the failure until the end of the block, which reports it if no await has received it by
   * then. A service, an ended scope and one that keeps {@value UnhandledTasks#MAX_KEPT} such
   * failures report it immediately. It is never thrown: another coroutine may have handled it,
   * which kotlinx does not tell, and a block whose code has handled all failures must not fail.
   */
  @Override
  public void asyncFailed(FailedTask coroutine, Throwable failure) {
    if (service || ended || !keepUnseen(coroutine, failure)) {
      reporter.reportAsync(coroutine, failure);
    }
  }

  private synchronized boolean keepUnseen(FailedTask coroutine, Throwable failure) {
    if (unseenAsyncs == null) {
      unseenAsyncs = new ArrayList<>(1);
    }
    return unseenAsyncs.size() < UnhandledTasks.MAX_KEPT
        && unseenAsyncs.add(new UnseenAsync(coroutine, failure));
  }

  @Override
  public synchronized void received(Throwable failure) {
    if (unseenAsyncs != null) {
      unseenAsyncs.removeIf(async -> async.isReceivedAs(failure));
    }
  }

  private synchronized List<UnseenAsync> drainUnseen() {
    List<UnseenAsync> all = unseenAsyncs == null ? List.of() : unseenAsyncs;
    unseenAsyncs = null;
    return all;
  }

  // The end of the block.

  @Override
  public synchronized @Nullable Throwable wrapperOf(Throwable failure) {
    return failures == null ? null : failures.wrapperIfKept(failure);
  }

  @Override
  public @Nullable Throwable toThrow() {
    // from now on, a waiter outside the scope handles the failure or has it reported
    ended = true;
    addFailuresOfCoroutines();
    UnhandledTasks unhandled = tasks;
    if (unhandled != null) {
      addFailuresOfTasks(unhandled);
    }
    drainUnseen().forEach(async -> reporter.reportAsync(async.coroutine, async.failure));
    return collected();
  }

  private synchronized void addFailuresOfCoroutines() {
    if (coroutineFailures != null) {
      failures().addAll(coroutineFailures);
    }
  }

  private void addFailuresOfTasks(UnhandledTasks unhandled) {
    for (TrackedTask task : unhandled.kept()) {
      task.settleFuture();
      if (!task.hasWaiters() && !task.isHandled() && isToBeThrown(unhandled, task)) {
        failures().add(task.failure());
      }
    }
    int further = unhandled.further();
    if (further > 0) {
      failures().addUnlisted(further);
    }
  }

  private synchronized @Nullable Throwable collected() {
    return failures == null || failures.isEmpty() ? null : failures.toThrow();
  }

  /** Reports the failure unless that has happened. Returns false if a handler has handled it. */
  private boolean isToBeThrown(UnhandledTasks unhandled, TrackedTask task) {
    if (task.markReported()) {
      report(task, task.failure());
      return !task.isHandled();
    }
    unhandled.awaitReport(task);
    return unhandled.isLogged(task);
  }
}
