package org.coroutines4j.internal.scope;

import java.time.Duration;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.ServiceScopeSnapshot;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.internal.failure.FailureReporter;
import org.coroutines4j.internal.failure.SupervisorPolicy;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.RootRegistry;
import org.coroutines4j.runtime.coroutine.TaskCoroutine;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;

/** A scope without a block, which lives until it is closed. */
public final class ServiceScopeImpl extends TaskScopeImpl implements ServiceScope {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ServiceClosing closing;

  private ServiceScopeImpl(ScopeState scope, ServiceClosing closing) {
    super(scope);
    this.closing = closing;
  }

  /** Opens a scope with the given settings. */
  static ServiceScope open(ServiceScopeBuilder settings) {
    String name = settings.name();
    FailureReporter reporter = new FailureReporter(name, settings.handler());
    FailurePolicy policy = new SupervisorPolicy(reporter, true);
    CoroutineContext elements =
        CoroutineThreads.testContext().plus(new ScopeExceptionHandler(policy));
    ScopeDispatcher dispatcher = settings.dispatcher().within(elements);
    Admission<TaskCoroutine> admission =
        new Admission<>(
            name, settings.maxConcurrent(), settings.maxQueued(), TaskCoroutine::startAdmitted);
    TaskScopeCoroutine node =
        new ServiceScopeCoroutine(name, elements, elements.plus(dispatcher), policy, admission);
    RootRegistry.add(node);
    VirtualTimeContext simulation = VirtualTimeContext.in(elements);
    if (simulation != null) {
      reporter.addObserver(simulation::lost);
    }
    node.invokeOnCompletion(
        cause -> {
          RootRegistry.remove(node);
          if (simulation != null) {
            simulation.remove(node);
          }
          return Unit.INSTANCE;
        });
    ScopeState scope = new ScopeState(name, dispatcher, node, admission);
    ServiceClosing closing = new ServiceClosing(scope, admission);
    if (simulation != null) {
      simulation.add(node, closing::abandon);
    }
    return new ServiceScopeImpl(scope, closing);
  }

  @Override
  public ServiceScopeSnapshot snapshot() {
    int active = 0;
    int queued = 0;
    for (var jobs = scope.node.getChildren().iterator(); jobs.hasNext(); ) {
      Job job = jobs.next();
      if (job instanceof TaskCoroutine task && task.isQueued()) {
        queued++;
      } else if (!job.isCompleted() && (job.isActive() || job.isCancelled())) {
        active++; // a lazy one that has not been started is neither
      }
    }
    return new ServiceScopeSnapshot(active, queued, scope.isActive());
  }

  @Override
  public void close() {
    close(GRACE);
  }

  @Override
  public void close(Duration grace) {
    Preconditions.notNegative(grace, "grace");
    if (FailureReporter.isHandlerHoldingUp(scope.node)) {
      closing.abandon();
    } else {
      CoroutineThreads.run(body -> closing.closeIn(body, null, grace));
    }
  }

  @Override
  public void closeGracefully(Duration drain, Duration grace) {
    Preconditions.notNegative(drain, "drain");
    Preconditions.notNegative(grace, "grace");
    if (FailureReporter.isHandlerHoldingUp(scope.node)) {
      closing.drainUnattended(drain, grace);
    } else {
      CoroutineThreads.run(body -> closing.closeIn(body, drain, grace));
    }
  }
}
