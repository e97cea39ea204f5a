package org.coroutines4j.internal.scope;

import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineExceptionHandler;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.NonCancellable;
import org.coroutines4j.internal.failure.FailureObserver;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.internal.task.KotlinTask;
import org.coroutines4j.runtime.coroutine.ThreadStateFree;

/** Passes the failures of Kotlin coroutines in a scope to the policy that gets those of tasks. */
final class ScopeExceptionHandler extends AbstractCoroutineContextElement
    implements CoroutineExceptionHandler, FailureObserver, ThreadStateFree {
  private final FailurePolicy policy;

  ScopeExceptionHandler(FailurePolicy policy) {
    super(CoroutineExceptionHandler.Key);
    this.policy = policy;
  }

  @Override
  public void received(Throwable failure) {
    policy.received(failure);
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
