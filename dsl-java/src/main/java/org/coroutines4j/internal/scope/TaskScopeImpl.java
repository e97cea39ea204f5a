package org.coroutines4j.internal.scope;

import java.util.Objects;
import java.util.concurrent.Callable;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Resource;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.context.InternalDispatcher;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.internal.resource.ManagedResource;
import org.coroutines4j.internal.resource.ScopedResource;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.internal.task.TaskOptions;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.jspecify.annotations.Nullable;

/** A view of a scope: the scope, and the options with which this view starts tasks. */
public class TaskScopeImpl implements CoroutineTaskScope {
  public final ScopeState scope;

  /** Null in the view that a block gets, whose tasks are started as the scope says. */
  private final @Nullable TaskOptions options;

  TaskScopeImpl(ScopeState scope) {
    this(scope, null);
  }

  private TaskScopeImpl(ScopeState scope, @Nullable TaskOptions options) {
    this.scope = scope;
    this.options = options;
  }

  TaskOptions options() {
    return options != null ? options : new TaskOptions(scope.dispatcher, scope.elements());
  }

  @Override
  public <T extends @Nullable Object> Task<T> async(Callable<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return start(body, false, false);
  }

  @Override
  public Task<@Nullable Void> launch(ThrowingRunnable body) {
    return start(calling(body), true, false);
  }

  @Override
  public Task<@Nullable Void> background(ThrowingRunnable body) {
    return start(calling(body), true, true);
  }

  private static Callable<@Nullable Void> calling(ThrowingRunnable body) {
    Objects.requireNonNull(body, "body");
    return () -> {
      body.run();
      return null;
    };
  }

  private <T extends @Nullable Object> Task<T> start(
      Callable<? extends T> work, boolean launched, boolean isDaemon) {
    TaskOptions own = options;
    TaskImpl<T> task =
        own != null
            ? new TaskImpl<>(policyOf(own), scope.node, own, work, launched)
            : new TaskImpl<>(
                scope.policy(), scope.node, scope.dispatcher, scope.elements(), work, launched);
    scope.start(task, own != null && own.lazy(), isDaemon);
    return task;
  }

  private FailurePolicy policyOf(TaskOptions own) {
    return own.unsupervised() ? scope.policy().ofUnsupervised() : scope.policy();
  }

  @Override
  public TaskScope named(String name) {
    return new TaskScopeImpl(scope, options().named(Objects.requireNonNull(name, "name")));
  }

  @Override
  public TaskScope on(Dispatcher dispatcher) {
    Objects.requireNonNull(dispatcher, "dispatcher");
    return new TaskScopeImpl(scope, options().on(InternalDispatcher.of(dispatcher)));
  }

  @Override
  public TaskScope with(ContextElement... elements) {
    return new TaskScopeImpl(scope, options().with(Preconditions.nonNull(elements, "elements")));
  }

  @Override
  public TaskScope lazily() {
    return new TaskScopeImpl(scope, options().lazily());
  }

  @Override
  public TaskScope unsupervised() {
    return new TaskScopeImpl(scope, options().forUnsupervised());
  }

  @Override
  public <C extends AutoCloseable> C use(C closeable) {
    return scope.use(Objects.requireNonNull(closeable, "closeable"));
  }

  @Override
  public <T> T use(Resource<? extends T> resource) {
    return ScopedResource.acquire(ManagedResource.managerOf(resource), scope);
  }

  @Override
  public CoroutineContext context() {
    scope.node.expectCoroutines();
    return options().elements().plus(options().dispatcher()).plus(scope.node);
  }

  @Override
  public void cancel() {
    scope.cancel();
  }

  @Override
  public void cancel(String reason) {
    scope.cancel(Objects.requireNonNull(reason, "reason"));
  }

  @Override
  public boolean isActive() {
    return scope.isActive();
  }

  @Override
  public String toString() {
    return "scope " + TextEscapes.quoted(scope.name);
  }
}
