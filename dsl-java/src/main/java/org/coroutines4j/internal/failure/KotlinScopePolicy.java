package org.coroutines4j.internal.failure;

import kotlinx.coroutines.CoroutineExceptionHandlerKt;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;

/**
 * The policy of tasks in a Kotlin scope, which treats their failures as those of coroutines. A
 * Kotlin supervisor leaves a failure to the task. The failure of a launched task goes to the
 * exception handler that the task has from the scope or from {@code with}; the failure of another
 * task goes to the callers that await it.
 */
public final class KotlinScopePolicy implements FailurePolicy {
  private final String scopeName;

  public KotlinScopePolicy(String scopeName) {
    this.scopeName = scopeName;
  }

  @Override
  public String scopeName() {
    return scopeName;
  }

  @Override
  public boolean failedAlone(TrackedTask task, Throwable failure) {
    if (task.isLaunched()) {
      CoroutineExceptionHandlerKt.handleCoroutineException(
          ((StructuredCoroutine) task.job()).getContext(), failure);
    }
    return task.isLaunched();
  }
}
