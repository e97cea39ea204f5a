package org.coroutines4j.internal.flow;

import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.scope.ScopeBlockImpl;
import org.jspecify.annotations.Nullable;

/**
 * A collection that is started and stopped by commands. It runs in a task beside the one that reads
 * the commands, so that a flow that never waits can be stopped too.
 */
final class SharedCollection {
  private final ThrowingRunnable collecting;
  private @Nullable Task<?> running;

  SharedCollection(ThrowingRunnable collecting) {
    this.collecting = collecting;
  }

  /**
   * Follows {@code commands} until they end. Runs {@code reset} after a collection that is not
   * resumed soon.
   */
  void follow(AsyncFlow<SharingCommands.Command> commands, Runnable reset) {
    ScopeBlockImpl.TASK_SCOPE.run(
        scope ->
            commands.collect(
                command -> {
                  stop();
                  switch (command) {
                    case START -> running = scope.async(this::collect);
                    case STOP -> {}
                    case STOP_AND_RESET -> reset.run();
                  }
                }));
  }

  private @Nullable Object collect() throws Exception {
    collecting.run();
    return null;
  }

  private void stop() {
    Task<?> before = running;
    if (before != null) {
      running = null;
      before.cancelAndJoin();
    }
  }
}
