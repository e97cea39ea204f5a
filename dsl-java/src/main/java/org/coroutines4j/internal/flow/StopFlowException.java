package org.coroutines4j.internal.flow;

import java.util.concurrent.CancellationException;

/**
 * Signals that an operator wants no more values. The operator throws it through the upstream flow
 * and catches it itself.
 */
final class StopFlowException extends CancellationException {
  private static final long serialVersionUID = 1L;

  StopFlowException() {
    super("no more values of this flow are wanted");
  }

  /** Omits the stack trace: this is control flow, not a failure. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
