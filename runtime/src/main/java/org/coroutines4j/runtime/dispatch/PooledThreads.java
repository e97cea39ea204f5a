package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A pool of platform daemon threads; an idle thread is kept for a minute. The pool has no limit,
 * because nested waits under any limit deadlock. A task runs with the context class loader of the
 * thread that started it, without an interrupt and without inherited thread-locals.
 */
final class PooledThreads implements ThreadSource {
  static final PooledThreads INSTANCE = new PooledThreads();

  private static final String IDLE_NAME = "coroutines4j-idle-";

  private final AtomicLong created = new AtomicLong();
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);
  private final ActiveThreads live = new ActiveThreads();

  private PooledThreads() {}

  @Override
  public void start(@Nullable String name, Runnable body) {
    // First of all, because a subclass of Thread may run user code here.
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    StackGuard.requireForCalls(); // a stack overflow within would leave the pool locked
    Runnable counted = live.counted(body);
    try {
      pool.execute(() -> runAs(name, loader, counted));
    } catch (Throwable t) { // such as OutOfMemoryError: unable to create native thread
      live.refused(counted);
      throw t;
    }
  }

  @Override
  public boolean wantsNames() {
    return true;
  }

  @Override
  public long live() {
    return live.count();
  }

  private static void runAs(@Nullable String name, @Nullable ClassLoader loader, Runnable body) {
    Thread thread = Thread.currentThread();
    String idleName = thread.getName();
    if (name != null) {
      thread.setName(name);
    }
    thread.setContextClassLoader(loader);
    try {
      body.run();
    } finally {
      thread.setContextClassLoader(null); // an idle thread must not keep an application's classes
      if (name != null) {
        thread.setName(idleName);
      }
    }
  }

  private Thread newThread(Runnable worker) {
    Thread thread = new Thread(null, worker, IDLE_NAME + created.incrementAndGet(), 0, false);
    thread.setDaemon(true);
    return thread;
  }
}
