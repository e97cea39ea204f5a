package org.coroutines4j;

import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.runtime.task.BlockNode;
import org.coroutines4j.runtime.task.Body;
import org.coroutines4j.runtime.task.Frame;
import org.jspecify.annotations.Nullable;

/** The Job of a scope: asks the policy of the scope what becomes of a failing child. */
final class ScopeNode extends BlockNode {
  private final String name;
  private final CoroutineContext elements;
  private final FailurePolicy policy;
  private final @Nullable Body body;

  ScopeNode(String name, Body body, CoroutineContext elements, FailurePolicy policy) {
    super(body.frame(), elements);
    this.name = name;
    this.elements = elements;
    this.policy = policy;
    this.body = body;
  }

  ScopeNode(
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

  Frame enter() {
    return enter(elements);
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
    return policy.takesFailuresOfChildren();
  }

  void cancelBecauseOf(Throwable failure) {
    CancellationException cancellation =
        new CancellationException("the scope has failed: " + Texts.of(failure));
    cancellation.initCause(failure);
    cancel(cancellation);
  }
}
