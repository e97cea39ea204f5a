package org.coroutines4j.internal.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.FailureHandler;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.internal.failure.FailureReporter;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.internal.failure.SupervisorPolicy;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.HelperTask;
import org.coroutines4j.runtime.coroutine.RootRegistry;
import org.coroutines4j.runtime.debug.Escapes;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.time.Nanos;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;

/** A scope without a block, for as long as a service lives. */
public final class ServiceScopeImpl extends TaskScopeImpl implements ServiceScope {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final FailureReporter reporter;

  private ServiceScopeImpl(ScopeState scope, FailureReporter reporter) {
    super(scope);
    this.reporter = reporter;
  }

  public static ServiceScope open(String name) {
    Objects.requireNonNull(name, "name");
    FailureReporter reporter = new FailureReporter(name, null);
    FailurePolicy policy = new SupervisorPolicy(reporter, true);
    CoroutineContext elements =
        CoroutineThreads.testContext().plus(new ScopeExceptionHandler(policy));
    ScopeDispatcher dispatcher = ScopeDispatcher.virtual().within(elements);
    TaskScopeCoroutine node =
        new TaskScopeCoroutine(name, elements, elements.plus(dispatcher), policy);
    RootRegistry.add(node);
    VirtualTimeContext simulation = VirtualTimeContext.in(elements);
    if (simulation != null) {
      reporter.alsoTell(simulation::lost);
    }
    node.invokeOnCompletion(
        cause -> {
          RootRegistry.remove(node);
          if (simulation != null) {
            simulation.remove(node);
          }
          return Unit.INSTANCE;
        });
    ServiceScopeImpl opened =
        new ServiceScopeImpl(new ScopeState(name, dispatcher, node, policy), reporter);
    if (simulation != null) {
      simulation.add(node, opened::abandon);
    }
    return opened;
  }

  /** Closes it, and waits for nothing. */
  private void abandon() {
    if (beginClosing()) {
      closeWhenEnded();
    }
  }

  @Override
  public ServiceScope onFailure(FailureHandler handler) {
    reporter.handleBy(Objects.requireNonNull(handler, "handler"));
    return this;
  }

  @Override
  public void close() {
    close(GRACE);
  }

  @Override
  public void close(Duration grace) {
    Objects.requireNonNull(grace, "grace");
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must not be negative, but is " + grace);
    }
    if (!FailureReporter.isHandlerHoldingUp(scope.node)) {
      CoroutineThreads.run(body -> closeIn(body, grace));
    } else {
      abandon();
    }
  }

  /** True for the first who closes. */
  private boolean beginClosing() {
    boolean first = scope.beginClosing();
    if (first) {
      scope.cancel("scope " + Escapes.quoted(scope.name) + " was closed");
      scope.node.complete(null);
    }
    return first;
  }

  private void closeIn(CoroutineThread body, Duration grace) {
    if (scope.isOwnTask(body)) {
      throw new IllegalStateException(
          "scope "
              + Escapes.quoted(scope.name)
              + " is closed by a task of its own, which it would wait for");
    }
    body.requireMayWait();
    if (!beginClosing()) {
      return;
    }
    AtomicBoolean late = new AtomicBoolean();
    DisposableHandle timer =
        body.scheduleExpiry(
            Nanos.of(grace),
            () -> {
              late.set(true);
              body.wake();
            });
    scope.node.whenReady(body::wake);
    body.awaitUncancellably(() -> scope.node.isReady() || late.get());
    timer.dispose();
    if (scope.node.isReady()) {
      scope.closeAll(body);
    } else {
      FailureReporter.log(
          "scope "
              + Escapes.quoted(scope.name)
              + " was closed, but did not end within "
              + grace
              + ": "
              + alive());
      closeWhenEnded();
    }
    Throwable failure = scope.policy.toThrow();
    if (failure != null) {
      throw Failures.raise(failure);
    }
  }

  /** For somebody who does not wait for that. */
  private void closeWhenEnded() {
    scope.node.whenReady(
        () -> {
          HelperTask unused =
              HelperTask.startDetached(scope.dispatcher, scope.elements(), this::closeLate);
        });
  }

  private void closeLate(CoroutineThread body) {
    scope.closeAll(body);
    Throwable failure = scope.policy.toThrow();
    if (failure != null) {
      FailureReporter.log(
          "scope "
              + Escapes.quoted(scope.name)
              + " could not close everything: "
              + SafeMessages.of(failure));
    }
  }

  private List<String> alive() {
    List<String> names = new ArrayList<>();
    for (var jobs = scope.node.getChildren().iterator(); jobs.hasNext(); ) {
      Job job = jobs.next();
      TaskImpl<?> task = TaskImpl.of(job);
      names.add(task != null ? task.name() : job.toString());
    }
    return names;
  }
}
