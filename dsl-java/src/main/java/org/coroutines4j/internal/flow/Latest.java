package org.coroutines4j.internal.flow;

import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * One task at a time: a new one cancels the one before. Each runs undisturbed until it first waits,
 * or blocks, or ends; so what never waits is never cancelled halfway, and what happens is the same
 * each time.
 */
final class Latest {
  private final OperatorScope owing;
  private @Nullable Task<?> task;

  Latest(OperatorScope owing) {
    this.owing = owing;
  }

  /** Begins {@code action} when the one before has ended, and returns when it first waits. */
  void begin(ThrowingRunnable action) {
    if (task != null) {
      owing.release(task, "a newer value came");
    }
    CoroutineThreads.run(body -> body.startUndispatched(() -> task = owing.launch(action)));
  }
}
