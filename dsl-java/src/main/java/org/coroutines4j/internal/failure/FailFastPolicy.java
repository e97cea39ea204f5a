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
  private final FailureCollector failures = new FailureCollector();

  /**
   * The failures of children that are only counted, since enough are kept. They are remembered
   * because kotlinx may report one of them twice.
   */
  private final Set<Throwable> counted = Collections.newSetFromMap(new IdentityHashMap<>());

  private final FailureReporter reporter;

  public FailFastPolicy(FailureReporter reporter) {
    this.reporter = reporter;
  }

  @Override
  public synchronized boolean childFailed(Throwable failure) {
    return (!failures.isFull() || counted.add(failure)) && failures.add(failure);
  }

  @Override
  public boolean handlesFailuresOfChildren() {
    return true;
  }

  @Override
  public synchronized void bodyFailed(Throwable failure) {
    failures.add(failure);
  }

  @Override
  public void neverStarted(TrackedTask task) {
    reporter.reportUnstarted(task);
  }

  @Override
  public synchronized void coroutineFailed(FailedTask coroutine, Throwable failure) {
    failures.add(failure);
  }

  @Override
  public @Nullable Throwable wrapperOf(Throwable failure) {
    return failures.wrapperIfKept(failure);
  }

  @Override
  public @Nullable Throwable toThrow() {
    return failures.isEmpty() ? null : failures.toThrow();
  }
}
