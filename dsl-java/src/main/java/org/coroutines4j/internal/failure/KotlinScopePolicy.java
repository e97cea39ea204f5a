package org.coroutines4j.internal.failure;

import kotlinx.coroutines.CoroutineExceptionHandlerKt;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;

/**
 * For tasks in a scope of Kotlin, which does with their failures what it does with those of
 * coroutines. A supervisor of Kotlin leaves them to the task: a launched one goes to the exception
 * handler that it has from the scope or from {@code with}, another one to who awaits it.
 */
public final class KotlinScopePolicy implements FailurePolicy {
  @Override
  public boolean failedAlone(TrackedTask task, Throwable failure) {
    if (task.isLaunched()) {
      CoroutineExceptionHandlerKt.handleCoroutineException(
          ((StructuredCoroutine) task.job()).getContext(), failure);
    }
    return task.isLaunched();
  }
}
