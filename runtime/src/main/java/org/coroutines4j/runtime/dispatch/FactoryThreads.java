package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.jspecify.annotations.Nullable;

/**
 * Starts a new thread of a user's factory for each task. A task without a name leaves the thread
 * the name that the factory has given it.
 */
final class FactoryThreads implements ThreadSource {
  private final ThreadFactory factory;
  private final ActiveThreads live = new ActiveThreads();

  FactoryThreads(ThreadFactory factory) {
    this.factory = factory;
  }

  @Override
  public void start(@Nullable String name, Runnable body) {
    Runnable counted = live.counted(body);
    try {
      Thread thread = factory.newThread(counted);
      if (thread == null) {
        throw new RejectedExecutionException("the thread factory returned no thread: " + this);
      }
      if (name != null) {
        thread.setName(name);
      }
      thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
      thread.start();
    } catch (Throwable t) {
      live.refused(counted);
      throw t;
    }
  }

  @Override
  public boolean wantsNames() {
    return false;
  }

  @Override
  public long live() {
    return live.count();
  }

  @Override
  public String toString() {
    return TextEscapes.inLine(String.valueOf(factory));
  }
}
