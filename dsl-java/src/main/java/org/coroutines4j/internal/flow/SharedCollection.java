package org.coroutines4j.internal.flow;

import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;
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
    OperatorScope.run(
        operator ->
            commands.collect(
                command -> {
                  stop(operator);
                  switch (command) {
                    case START -> running = operator.launch(collecting);
                    case STOP -> {}
                    case STOP_AND_RESET -> reset.run();
                  }
                }));
  }

  private void stop(OperatorScope operator) {
    Task<?> before = running;
    if (before != null) {
      running = null;
      operator.cancelAndJoin(before, "the shared flow has no collectors");
    }
  }
}
