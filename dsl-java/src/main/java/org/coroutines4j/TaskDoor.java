package org.coroutines4j;

import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.coroutine.Doors;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** Shows Jobs and scopes of kotlinx as ours, and ours as those of kotlinx. */
final class TaskDoor implements Doors.Tasks {
  static {
    Doors.open(new TaskDoor());
  }

  private TaskDoor() {}

  @Override
  public Object task(Job job) {
    TaskImpl<?> own = TaskImpl.of(job);
    return own != null ? own : new KotlinTask<>(job, nameOf(job));
  }

  /** The name that Kotlin code has given to a coroutine. */
  static String nameOf(Job job) {
    CoroutineName name =
        job instanceof CoroutineScope scope
            ? scope.getCoroutineContext().get(CoroutineName.Key)
            : null;
    return name != null ? name.getName() : "coroutine";
  }

  @Override
  public Job job(Object task) {
    return InternalTask.of((Task<?>) task).job();
  }

  @Override
  public Object scope(CoroutineScope scope) {
    return KotlinScope.of(scope);
  }

  @Override
  public CoroutineScope coroutineScope(Object scope) {
    if (scope instanceof Doors.View other) {
      return coroutineScope(other.viewed());
    }
    if (scope instanceof KotlinScope kotlin) {
      return CoroutineScopeKt.CoroutineScope(kotlin.context());
    }
    if (scope instanceof TaskScopeImpl view) {
      return CoroutineScopeKt.CoroutineScope(view.context());
    }
    throw new IllegalArgumentException("not a scope of coroutines4j: " + scope);
  }

  @Override
  public void received(Job job, Throwable failure) {
    for (Job at = job; at != null; at = at.getParent()) {
      if (at instanceof TaskScopeCoroutine scope) {
        scope.received(failure);
      }
    }
  }

  @Override
  public Object element(CoroutineContext context) {
    return ContextElement.of(context);
  }

  @Override
  public Object dispatcher(ScopeDispatcher dispatcher) {
    return new DispatcherImpl(dispatcher);
  }
}
