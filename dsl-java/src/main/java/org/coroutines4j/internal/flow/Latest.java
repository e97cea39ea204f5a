package org.coroutines4j.internal.flow;

import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * Runs one task at a time: a new task cancels the one before.
 *
 * <p>Each task runs undisturbed until it first waits, blocks or ends. So a task that never waits is
 * never cancelled halfway, and the outcome does not depend on the timing of threads.
 */
final class Latest {
  private final OperatorScope operator;
  private @Nullable Task<?> task;

  Latest(OperatorScope operator) {
    this.operator = operator;
  }

  /**
   * Cancels the previous task, waits until it has ended, and starts {@code action} as the next one.
   * Returns when {@code action} first waits.
   */
  void begin(ThrowingRunnable action) {
    if (task != null) {
      operator.cancelAndJoin(task, "a newer value arrived");
    }
    CoroutineThreads.run(body -> body.startUndispatched(() -> task = operator.launch(action)));
  }
}
