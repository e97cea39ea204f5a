package org.coroutines4j.jdbc;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that wait for connections in place of tasks. They are platform threads, because a
 * driver may block the carrier of a virtual thread while it opens a connection.
 */
final class HelperThreads {
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final ThreadPoolExecutor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          HelperThreads::create);

  private HelperThreads() {}

  static void run(Runnable code) {
    THREADS.execute(code);
  }

  /**
   * The threads serve all users of this class, so they keep nothing of the one that comes first.
   */
  private static Thread create(Runnable code) {
    Thread thread =
        new Thread(
            null, code, "coroutines4j-jdbc-connection-" + NUMBERS.incrementAndGet(), 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(HelperThreads.class.getClassLoader());
    return thread;
  }
}
