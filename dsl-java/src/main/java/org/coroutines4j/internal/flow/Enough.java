package org.coroutines4j.internal.flow;

import java.util.concurrent.CancellationException;

/** Thrown by an operator that wants no more values, through the flow above, and caught by it. */
final class Enough extends CancellationException {
  private static final long serialVersionUID = 1L;

  Enough() {
    super("no more values of this flow are wanted");
  }

  /** It is no failure: nobody asks where it comes from. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
