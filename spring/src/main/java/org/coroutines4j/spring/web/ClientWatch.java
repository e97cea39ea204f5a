package org.coroutines4j.spring.web;

/** Notices that the client of the current request has left before it got its answer. */
public interface ClientWatch {
  /**
   * Watches the client of the request that the current thread handles. Never waits. Does nothing if
   * there is no such request, or no way to watch it.
   *
   * @param whenGone is called at most once, on another thread, if the client leaves before the
   *     result is closed
   */
  Watched begin(Runnable whenGone);

  /** A client that is watched. */
  interface Watched extends AutoCloseable {
    /** Ends the watch. Never waits. */
    @Override
    void close();
  }

  /** Returns a watch that notices nothing. */
  static ClientWatch none() {
    return whenGone -> () -> {};
  }
}
