package org.coroutines4j.internal.flow;

import java.time.Duration;
import kotlinx.coroutines.flow.SharingCommand;
import kotlinx.coroutines.flow.StateFlow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.SharingStarted;
import org.coroutines4j.runtime.time.Nanos;

/** The policies of kotlinx that decide when a shared flow is collected. */
final class SharingCommands {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private SharingCommands() {}

  /** Returns the commands of {@code policy} for the given number of collectors. */
  static AsyncFlow<SharingCommand> of(
      SharingStarted.WhileSubscribed policy, StateFlow<Integer> collectors) {
    return FlowInterop.ofKotlin(
        kotlinx.coroutines.flow.SharingStarted.Companion.WhileSubscribed(
                millis(policy.stopTimeout()), millis(policy.replayExpiration()))
            .command(collectors));
  }

  /** Rounds up, so that a short time does not become none. */
  private static long millis(Duration d) {
    long nanos = Nanos.of(d);
    return nanos == Long.MAX_VALUE ? nanos : (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
  }
}
