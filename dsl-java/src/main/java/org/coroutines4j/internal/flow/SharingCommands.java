package org.coroutines4j.internal.flow;

import kotlinx.coroutines.Job;
import kotlinx.coroutines.flow.StateFlow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.flow.SharingStarted;
import org.coroutines4j.internal.task.AwaitOperations;

/** Decides, by the number of collectors, when a shared flow is collected. */
final class SharingCommands {
  /** What to do with the collection that all collectors share. */
  enum Command {
    START,
    STOP,
    STOP_AND_RESET
  }

  private SharingCommands() {}

  /**
   * Returns the commands of {@code policy}. {@code arrived} is complete once there has been a
   * collector: it may have left before this flow is collected, and counts all the same.
   */
  static AsyncFlow<Command> of(
      SharingStarted.WhileSubscribed policy, StateFlow<Integer> collectors, Job arrived) {
    return new SharedFlowAdapter<Integer>(collectors)
        .onSubscription(
            out -> {
              if (arrived.isCompleted()) {
                out.emit(1);
              }
            })
        .<Command>transformLatest((count, out) -> emitFor(count, policy, out))
        .dropWhile(command -> command != Command.START)
        .distinctUntilChanged();
  }

  private static void emitFor(
      int count, SharingStarted.WhileSubscribed policy, Emitter<Command> out) {
    if (count > 0) {
      out.emit(Command.START);
      return;
    }
    AwaitOperations.delay(policy.stopTimeout());
    if (!policy.replayExpiration().isZero()) {
      out.emit(Command.STOP);
      AwaitOperations.delay(policy.replayExpiration());
    }
    out.emit(Command.STOP_AND_RESET);
  }
}
