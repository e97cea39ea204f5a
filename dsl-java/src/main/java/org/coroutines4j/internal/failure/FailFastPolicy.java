package org.coroutines4j.internal.failure;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fails fast: the first failure cancels the scope, and the block throws it. Later failures are
 * suppressed on it.
 */
public final class FailFastPolicy implements FailurePolicy {
  /** Null before the first failure: most scopes have none. */
  private @Nullable FailureCollector failures;

  /**
   * The failures of children that are only counted, since enough are kept. They are remembered
   * because kotlinx may report one of them twice. Null before the first of them.
   */
  private @Nullable Set<Throwable> counted;

  private final FailureReporter reporter;

  /** The policy of the tasks that fail alone. Null before the scope has such a task. */
  private @Nullable SupervisorPolicy unsupervised;

  public FailFastPolicy(FailureReporter reporter) {
    this.reporter = reporter;
  }

  @Override
  public String scopeName() {
    return reporter.scopeName();
  }

  @Override
  public synchronized boolean childFailed(Throwable failure) {
    FailureCollector known = failures();
    return (!known.isFull() || count(failure)) && known.add(failure);
  }

  private FailureCollector failures() {
    if (failures == null) {
      failures = new FailureCollector();
    }
    return failures;
  }

  private boolean count(Throwable failure) {
    if (counted == null) {
      counted = Collections.newSetFromMap(new IdentityHashMap<>());
    }
    return counted.add(failure);
  }

  @Override
  public boolean handlesFailuresOfChildren() {
    return true;
  }

  @Override
  public synchronized void bodyFailed(Throwable failure) {
    failures().add(failure);
  }

  @Override
  public void neverStarted(TrackedTask task) {
    reporter.reportUnstarted(task);
  }

  @Override
  public synchronized void coroutineFailed(FailedTask coroutine, Throwable failure) {
    failures().add(failure);
  }

  @Override
  public synchronized @Nullable Throwable wrapperOf(Throwable failure) {
    return failures == null ? null : failures.wrapperIfKept(failure);
  }

  @Override
  public synchronized FailurePolicy ofUnsupervised() {
    if (unsupervised == null) {
      unsupervised = new SupervisorPolicy(reporter, false);
    }
    return unsupervised;
  }

  @Override
  public @Nullable Throwable toThrow() {
    SupervisorPolicy apart = unsupervisedOrNull();
    Throwable unhandled = apart == null ? null : apart.toThrow(); // may call a handler of the user
    return toThrowWith(unhandled);
  }

  private synchronized @Nullable SupervisorPolicy unsupervisedOrNull() {
    return unsupervised;
  }

  private synchronized @Nullable Throwable toThrowWith(@Nullable Throwable unhandled) {
    if (unhandled != null) {
      failures().add(unhandled);
    }
    return failures == null || failures.isEmpty() ? null : failures.toThrow();
  }
}
