package org.coroutines4j.internal.scope;

import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.internal.failure.FailureObserver;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.internal.task.KotlinTask;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.BlockCoroutine;
import org.coroutines4j.runtime.coroutine.CoroutineContexts;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.coroutine.NodeKind;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.jspecify.annotations.Nullable;

/** The Job of a scope. It asks the failure policy of the scope what to do when a child fails. */
class TaskScopeCoroutine extends BlockCoroutine implements FailureObserver {
  static {
    MonitorStart.firstScopeOpens();
  }

  private final String name;
  private final CoroutineContext elements;
  final FailurePolicy policy;

  /** Runs the block; null for a service scope, which has none. */
  private final @Nullable CoroutineThread body;

  /** Whether Kotlin code may start coroutines in this scope. */
  private volatile boolean hasCoroutines;

  private volatile boolean lostWork;

  TaskScopeCoroutine(
      String name, CoroutineThread body, CoroutineContext elements, FailurePolicy policy) {
    super(body.frame(), elements);
    this.name = name;
    this.elements = elements;
    this.policy = policy;
    this.body = body;
  }

  TaskScopeCoroutine(
      String name, CoroutineContext elements, CoroutineContext context, FailurePolicy policy) {
    super(context, null);
    this.name = name;
    this.elements = elements;
    this.policy = policy;
    this.body = null;
  }

  @Override
  public String label() {
    return "scope '" + name + "'";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isNamed() {
    return true;
  }

  @Override
  public NodeKind kind() {
    return NodeKind.SCOPE;
  }

  CoroutineContext elements() {
    return elements;
  }

  JobFrame enter() {
    return enter(elements);
  }

  /** Called when Kotlin code gets the context of this scope, in which it may start coroutines. */
  void expectCoroutines() {
    hasCoroutines = true;
  }

  /**
   * Called when a task or coroutine that the scope waits for has ended by {@code cancellation}. If
   * that is the cancellation of this scope, the work of the child is incomplete.
   */
  @Override
  public void childEndedBy(CancellationException cancellation) {
    if (!isActive() && isCancelledBy(cancellation)) {
      lostWork = true;
    }
  }

  /** Returns whether work in the scope is incomplete because the scope was cancelled. */
  boolean hasLostWork() {
    return lostWork;
  }

  @Override
  protected void cancellationBegan(Throwable cause) {
    if (hasCoroutines) {
      getChildren().iterator().forEachRemaining(this::watchCoroutine);
    }
    super.cancellationBegan(cause);
  }

  private void watchCoroutine(Job child) {
    if (!(child instanceof StructuredCoroutine) && !CoroutineContexts.isBlock(child)) {
      DisposableHandle unused =
          child.invokeOnCompletion(
              cause -> {
                if (cause instanceof CancellationException cancellation) {
                  childEndedBy(cancellation);
                }
                return Unit.INSTANCE;
              });
    }
  }

  void wakeBody() {
    if (body != null) {
      body.wake();
    }
  }

  /**
   * Asks the policy whether {@code cause} cancels the scope. kotlinx only learns of a cancellation,
   * not of the failure: it would suppress all later failures on the first without a limit, and the
   * policy keeps them already.
   */
  @Override
  protected boolean childFailed(Throwable cause) {
    if (policy.childFailed(cause)) {
      cancelBecauseOf(cause);
    }
    boolean handled = policy.handlesFailuresOfChildren();
    Job async = handled ? null : FailedAsyncFinder.find(this, cause);
    if (async != null) {
      policy.asyncFailed(new KotlinTask<>(async, KotlinTask.nameOf(async)), cause);
    }
    return handled;
  }

  @Override
  public void received(Throwable failure) {
    policy.received(failure);
  }

  void cancelBecauseOf(Throwable failure) {
    CancellationException cancellation =
        new CancellationException(
            "the scope has failed: " + TextEscapes.inLine(SafeMessages.of(failure)));
    cancellation.initCause(failure);
    cancel(cancellation);
  }
}
