package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.Executor;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.jspecify.annotations.Nullable;

/**
 * The threads of an executor that user code supplied. Their names and class loaders stay as they
 * are, and a rejection by the executor is thrown as it is.
 */
final class ExecutorThreads implements ThreadSource {
  private final Executor executor;
  private final ActiveThreads live = new ActiveThreads();

  ExecutorThreads(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void start(@Nullable String name, Runnable body) {
    Runnable counted = live.counted(body);
    try {
      executor.execute(counted);
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
    return "from(" + TextEscapes.inLine(String.valueOf(executor)) + ")";
  }
}
