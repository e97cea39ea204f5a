package org.coroutines4j.internal.scope;

import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.runtime.coroutine.AdmissionGate;
import org.coroutines4j.runtime.coroutine.TaskCoroutine;
import org.jspecify.annotations.Nullable;

/** The Job of a service scope, which may limit how many of its tasks run concurrently. */
final class ServiceScopeCoroutine extends TaskScopeCoroutine implements AdmissionGate {
  private final Admission<TaskCoroutine> admission;

  ServiceScopeCoroutine(
      String name,
      CoroutineContext elements,
      CoroutineContext context,
      FailurePolicy policy,
      Admission<TaskCoroutine> admission) {
    super(name, elements, context, policy);
    this.admission = admission;
  }

  @Override
  protected @Nullable AdmissionGate gate() {
    return admission.isLimited() ? this : null;
  }

  @Override
  public boolean enter(TaskCoroutine task) {
    return admission.enter(task);
  }

  /**
   * Releases the permit of {@code task}. Does not start a queued task if the scope is cancelled,
   * since the queued tasks are about to be cancelled too.
   */
  @Override
  public void leave(TaskCoroutine task) {
    admission.leave(task, isActive());
  }

  @Override
  public void startAfter(Runnable completion) {
    admission.startAfter(completion);
  }
}
