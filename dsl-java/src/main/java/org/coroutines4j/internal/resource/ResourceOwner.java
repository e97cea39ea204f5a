package org.coroutines4j.internal.resource;

/** A scope that closes resources at its end. */
public interface ResourceOwner {
  /**
   * Checks that {@link #use} is possible.
   *
   * @throws IllegalStateException if the scope has closed its resources
   */
  void requireNotClosed();

  /** Closes {@code closeable} at the end of the scope, the last one first, and returns it. */
  <C extends AutoCloseable> C use(C closeable);
}
