package org.coroutines4j;

import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineExceptionHandler;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.NonCancellable;
import org.coroutines4j.runtime.task.Inert;

/** Takes the failures of Kotlin coroutines in a scope to the same place as those of tasks. */
final class KotlinFailures extends AbstractCoroutineContextElement
    implements CoroutineExceptionHandler, Inert {
  private final FailurePolicy policy;

  KotlinFailures(FailurePolicy policy) {
    super(CoroutineExceptionHandler.Key);
    this.policy = policy;
  }

  @Override
  public void handleException(CoroutineContext context, Throwable exception) {
    CoroutineName name = context.get(CoroutineName.Key);
    Job job = context.get(Job.Key);
    policy.coroutineFailed(
        new KotlinTask<>(
            job != null ? job : NonCancellable.INSTANCE,
            name != null ? name.getName() : "coroutine"),
        exception);
  }
}
