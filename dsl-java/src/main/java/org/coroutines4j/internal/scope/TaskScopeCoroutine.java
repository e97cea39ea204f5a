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
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;
import org.coroutines4j.runtime.debug.Escapes;
import org.jspecify.annotations.Nullable;

/** The Job of a scope: asks the policy of the scope what becomes of a failing child. */
class TaskScopeCoroutine extends BlockCoroutine implements FailureObserver {
  private final String name;
  private final CoroutineContext elements;
  private final FailurePolicy policy;
  private final @Nullable CoroutineThread body;

  /** Whether Kotlin code may start coroutines here. */
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

  CoroutineContext elements() {
    return elements;
  }

  JobFrame enter() {
    return enter(elements);
  }

  /** Kotlin code gets the context of this scope, in which it may start coroutines. */
  void expectCoroutines() {
    hasCoroutines = true;
  }

  /**
   * A task or coroutine that the scope waits for has ended by {@code cancellation}. If that is the
   * scope's own, its work was left undone.
   */
  @Override
  public void childEndedBy(CancellationException cancellation) {
    if (!isActive() && isCancelledBy(cancellation)) {
      lostWork = true;
    }
  }

  /** Whether work in the scope was left undone because the scope was cancelled. */
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
   * kotlinx itself is told of a cancellation only: it would suppress all later failures on the
   * first without a bound, and the policy keeps them already.
   */
  @Override
  protected boolean childFailed(Throwable cause) {
    if (policy.childFailed(cause)) {
      cancelBecauseOf(cause);
    }
    boolean taken = policy.handlesFailuresOfChildren();
    Job async = taken ? null : FailedAsync.find(this, cause);
    if (async != null) {
      policy.asyncFailed(new KotlinTask<>(async, KotlinTask.nameOf(async)), cause);
    }
    return taken;
  }

  @Override
  public void received(Throwable failure) {
    policy.received(failure);
  }

  void cancelBecauseOf(Throwable failure) {
    CancellationException cancellation =
        new CancellationException(
            "the scope has failed: " + Escapes.inLine(SafeMessages.of(failure)));
    cancellation.initCause(failure);
    cancel(cancellation);
  }
}
