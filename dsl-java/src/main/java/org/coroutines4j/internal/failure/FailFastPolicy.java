package org.coroutines4j.internal.failure;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first failure cancels the scope and is what the block throws. */
public final class FailFastPolicy implements FailurePolicy {
  private final Failures failures = new Failures();

  /** Those that are only counted, because kotlinx may tell of one twice. */
  private final Set<Throwable> unlisted = Collections.newSetFromMap(new IdentityHashMap<>());

  private final FailureReporter reporter;

  public FailFastPolicy(FailureReporter reporter) {
    this.reporter = reporter;
  }

  @Override
  public synchronized boolean childFailed(Throwable failure) {
    return (!failures.isFull() || unlisted.add(failure)) && failures.add(failure);
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
