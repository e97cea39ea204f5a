package org.coroutines4j.channels;

/**
 * Thrown by an operation on an {@link AsyncQueue} that has been shut down: by a put, and by a get
 * if the queue is empty.
 */
public final class QueueShutdownException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public QueueShutdownException() {
    super("the queue has been shut down");
  }
}
