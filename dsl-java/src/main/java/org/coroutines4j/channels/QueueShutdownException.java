package org.coroutines4j.channels;

/** A queue has been shut down: nothing more is put into it, or nothing is left to get. */
public final class QueueShutdownException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Says so. */
  public QueueShutdownException() {
    super("the queue has been shut down");
  }
}
