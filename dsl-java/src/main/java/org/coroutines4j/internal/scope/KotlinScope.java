package org.coroutines4j.internal.scope;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Resource;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.context.InternalDispatcher;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.internal.failure.KotlinScopePolicy;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.internal.task.TaskOptions;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.CoroutineContexts;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.jspecify.annotations.Nullable;

/**
 * A view of a Kotlin scope that starts Java tasks. They are children of the Job of that scope,
 * which waits for them and decides what their failures do. They run on threads of this library,
 * never on a kotlinx dispatcher, which they could block.
 */
public final class KotlinScope implements CoroutineTaskScope {
  private final Job job;
  private final TaskOptions options;
  private final FailurePolicy policy;

  private KotlinScope(Job job, TaskOptions options, FailurePolicy policy) {
    this.job = job;
    this.options = options;
    this.policy = policy;
  }

  public static KotlinScope of(CoroutineScope scope) {
    CoroutineContext context = Objects.requireNonNull(scope, "scope").getCoroutineContext();
    Job job = context.get(Job.Key);
    if (job == null) {
      throw new IllegalArgumentException(
          "the scope has no Job, which tasks need as their parent (GlobalScope has none): "
              + scope);
    }
    String name = CoroutineContexts.nameIn(context);
    return new KotlinScope(
        job,
        new TaskOptions(CoroutineThreads.homeOf(context), CoroutineContexts.elementsOf(context)),
        new KotlinScopePolicy(name == null ? "" : name));
  }

  @Override
  public CoroutineContext context() {
    return options.elements().plus(options.dispatcher()).plus(job);
  }

  @Override
  public <T extends @Nullable Object> Task<T> async(Callable<? extends T> body) {
    return start(Objects.requireNonNull(body, "body"), false);
  }

  @Override
  public Task<@Nullable Void> launch(ThrowingRunnable body) {
    Objects.requireNonNull(body, "body");
    return this.<@Nullable Void>start(
        () -> {
          body.run();
          return null;
        },
        true);
  }

  private <T extends @Nullable Object> Task<T> start(Callable<? extends T> body, boolean launched) {
    if (job.isCompleted()) {
      throw new IllegalStateException(this + " has ended; start tasks while it is active");
    }
    if (!job.isActive()) {
      CancellationException reason = Continuations.cancellationOf(job);
      CancellationException refused =
          new CancellationException(
              this + " is cancelled and starts no more tasks: " + SafeMessages.messageOf(reason));
      refused.initCause(reason);
      throw refused;
    }
    TaskImpl<T> task = new TaskImpl<>(policy, job, options, body, launched);
    task.coroutine().begin(job, options.lazy());
    return task;
  }

  /** Always throws: no code of this library runs when a Kotlin scope ends, to cancel the task. */
  @Override
  public Task<@Nullable Void> background(ThrowingRunnable body) {
    throw new UnsupportedOperationException(
        "a Kotlin scope waits for all its children; open a taskScope() for background tasks");
  }

  @Override
  public TaskScope named(String name) {
    return with(options.named(Objects.requireNonNull(name, "name")));
  }

  @Override
  public TaskScope on(Dispatcher dispatcher) {
    Objects.requireNonNull(dispatcher, "dispatcher");
    return with(options.on(InternalDispatcher.of(dispatcher)));
  }

  @Override
  public TaskScope with(ContextElement... elements) {
    return with(options.with(Preconditions.nonNull(elements, "elements")));
  }

  @Override
  public TaskScope lazily() {
    return with(options.lazily());
  }

  /** Always throws: the Kotlin scope decides what a failure of its children does. */
  @Override
  public TaskScope unsupervised() {
    throw new UnsupportedOperationException(
        "a Kotlin scope decides itself what a failure of its children does; open a"
            + " supervisorScope() for tasks that fail alone");
  }

  private KotlinScope with(TaskOptions newOptions) {
    return new KotlinScope(job, newOptions, policy);
  }

  /** Always throws: no code of this library runs when a Kotlin scope ends, to close resources. */
  @Override
  public <C extends AutoCloseable> C use(C closeable) {
    throw cannotClose();
  }

  @Override
  public <T> T use(Resource<? extends T> resource) {
    throw cannotClose();
  }

  private static UnsupportedOperationException cannotClose() {
    return new UnsupportedOperationException(
        "a Kotlin scope cannot close resources at its end; open a taskScope() and call its use()");
  }

  @Override
  public void cancel() {
    cancel(this + " was cancelled");
  }

  @Override
  public void cancel(String reason) {
    job.cancel(new CancellationException(Objects.requireNonNull(reason, "reason")));
  }

  @Override
  public boolean isActive() {
    return job.isActive();
  }

  @Override
  public String toString() {
    return "Kotlin scope of " + job;
  }
}
