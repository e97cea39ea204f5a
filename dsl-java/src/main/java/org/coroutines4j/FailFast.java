package org.coroutines4j;

import org.jspecify.annotations.Nullable;

/** The first failure cancels the scope and is what the block throws. */
final class FailFast implements FailurePolicy {
  private final Failures failures = new Failures();
  private final Reporter reporter;

  FailFast(Reporter reporter) {
    this.reporter = reporter;
  }

  @Override
  public boolean childFailed(Throwable failure) {
    return failures.add(failure);
  }

  @Override
  public boolean takesFailuresOfChildren() {
    return true;
  }

  @Override
  public void taskFailed(TaskHandle<?> task, Throwable failure) {}

  @Override
  public void taken(TaskHandle<?> task) {}

  @Override
  public void abandoned(TaskHandle<?> task) {}

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
    failures.add(failure);
  }

  @Override
  public @Nullable Throwable wrapperOf(Throwable failure) {
    return failures.wrapperIfFirst(failure);
  }

  @Override
  public @Nullable Throwable toThrow() {
    return failures.isEmpty() ? null : failures.toThrow();
  }
}
