package org.coroutines4j.internal.resource;

/** A scope that closes its resources when it ends. */
public interface ResourceOwner {
  /**
   * Checks that {@link #use} is still possible.
   *
   * @throws IllegalStateException if the scope has closed its resources
   */
  void requireNotClosed();

  /**
   * Registers {@code closeable} to be closed at the end of the scope, in reverse order of
   * registration, and returns it.
   *
   * @throws IllegalStateException if the scope has closed its resources; {@code closeable} is
   *     closed first
   */
  <C extends AutoCloseable> C use(C closeable);
}
