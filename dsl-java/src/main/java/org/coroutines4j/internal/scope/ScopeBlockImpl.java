package org.coroutines4j.internal.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.FailureHandler;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.ScopeBlock;
import org.coroutines4j.ScopeFunction;
import org.coroutines4j.internal.context.ContextElementImpl;
import org.coroutines4j.internal.context.InternalDispatcher;
import org.coroutines4j.internal.context.MicrometerSnapshots;
import org.coroutines4j.internal.failure.FailFastPolicy;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.internal.failure.FailureReporter;
import org.coroutines4j.internal.failure.SupervisorPolicy;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a scope block, and the code that opens a scope with them.
 *
 * @param reporter has the name of the scope and the failure handler of the user
 * @param dispatcher null to stay on the dispatcher of the caller
 * @param limit null for no limit
 */
public record ScopeBlockImpl(
    boolean supervisor,
    FailureReporter reporter,
    @Nullable Dispatcher dispatcher,
    List<ContextElement> elements,
    @Nullable Duration limit)
    implements ScopeBlock {
  public static final ScopeBlockImpl TASK_SCOPE =
      new ScopeBlockImpl(false, new FailureReporter("taskScope", null), null, List.of(), null);
  public static final ScopeBlockImpl SUPERVISOR_SCOPE =
      new ScopeBlockImpl(true, new FailureReporter("supervisorScope", null), null, List.of(), null);

  /** The scope around a program. */
  public static final ScopeBlockImpl PROGRAM =
      new ScopeBlockImpl(true, new FailureReporter("run", null), null, List.of(), null);

  @Override
  public ScopeBlockImpl named(String newName) {
    Objects.requireNonNull(newName, "name");
    return new ScopeBlockImpl(supervisor, reporter.named(newName), dispatcher, elements, limit);
  }

  @Override
  public ScopeBlock on(Dispatcher newDispatcher) {
    Objects.requireNonNull(newDispatcher, "dispatcher");
    return new ScopeBlockImpl(supervisor, reporter, newDispatcher, elements, limit);
  }

  @Override
  public ScopeBlock with(ContextElement... more) {
    List<ContextElement> all = new ArrayList<>(elements);
    all.addAll(Preconditions.nonNull(more, "elements"));
    return new ScopeBlockImpl(supervisor, reporter, dispatcher, all, limit);
  }

  @Override
  public ScopeBlock withTimeout(Duration newLimit) {
    Objects.requireNonNull(newLimit, "limit");
    return new ScopeBlockImpl(supervisor, reporter, dispatcher, elements, newLimit);
  }

  @Override
  public ScopeBlock onFailure(FailureHandler newHandler) {
    Objects.requireNonNull(newHandler, "handler");
    FailureReporter calling = new FailureReporter(name(), newHandler);
    return new ScopeBlockImpl(supervisor, calling, dispatcher, elements, limit);
  }

  @Override
  public void run(ScopeAction body) {
    Objects.requireNonNull(body, "body");
    this.<@Nullable Object>call(
        scope -> {
          body.run(scope);
          return null;
        });
  }

  @Override
  public <T extends @Nullable Object> T call(ScopeFunction<? extends T> body) {
    Objects.requireNonNull(body, "body");
    CoroutineThread direct = CoroutineThreads.direct();
    return direct != null
        ? callIn(direct, body) // without an object for the call
        : CoroutineThreads.<T>call(caller -> callIn(caller, body));
  }

  /** Calls {@code body} as {@link #call} does, on the current thread, which runs {@code caller}. */
  <T extends @Nullable Object> T callIn(CoroutineThread caller, ScopeFunction<? extends T> body) {
    caller.checkpoint();
    return limit == null
        ? callFrom(caller, body)
        : TimeoutCoroutine.call(caller, limit, givenName(), () -> callFrom(caller, body));
  }

  private String name() {
    return reporter.scopeName();
  }

  /** Returns the name that the user has given to the block; null if there is none. */
  private @Nullable String givenName() {
    boolean isDefault = name().equals(TASK_SCOPE.name()) || name().equals(SUPERVISOR_SCOPE.name());
    return isDefault ? null : name();
  }

  /** Returns the name of a scope of this block in a dump. */
  String label() {
    return "scope '" + name() + "'";
  }

  private <T extends @Nullable Object> T callFrom(
      CoroutineThread caller, ScopeFunction<? extends T> body) {
    if (dispatcher != null) {
      ScopeDispatcher target = InternalDispatcher.of(dispatcher).within(caller.frame().elements());
      if (target != caller.dispatcher()) {
        return DispatchedBlock.call(
            caller, target, () -> CoroutineThreads.<T>call(switched -> callScope(switched, body)));
      }
      return DispatchedBlock.withPermit(caller, () -> callScope(caller, body));
    }
    return callScope(caller, body);
  }

  private <T extends @Nullable Object> T callScope(
      CoroutineThread body, ScopeFunction<? extends T> block) {
    body.checkpoint();
    FailurePolicy policy =
        supervisor ? new SupervisorPolicy(reporter, false) : new FailFastPolicy(reporter);
    CoroutineContext inherited = body.frame().elements().plus(new ScopeExceptionHandler(policy));
    CoroutineContext own = ContextElementImpl.addTo(inherited, elements);
    if (!elements.isEmpty()) {
      // entering the scope installs all elements again: the snapshot keeps current thread-locals
      own = MicrometerSnapshots.addTo(own);
    }
    TaskScopeCoroutine node = new TaskScopeCoroutine(name(), body, own, policy);
    return new ScopeExecution<T>(body, new ScopeState(name(), body.dispatcher(), node), inherited)
        .call(block);
  }
}
