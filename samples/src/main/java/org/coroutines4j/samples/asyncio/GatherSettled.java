package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * {@code gatherSettled} returns how each body ended, as an {@code Outcome}, and throws no failure;
 * asyncio says {@code gather(…, return_exceptions=True)}. A sleep has no value: null, Python's
 * {@code None}.
 *
 * <p>asyncio tutorial 001, row 001-17.
 */
final class GatherSettled {
  private GatherSettled() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          for (Outcome<?> outcome : gatherSettled(() -> sleep(), () -> failAfterASecond())) {
            if (outcome instanceof Outcome.Success<?> success) {
              out.println("Task succeeded: " + Repr.of(success.value()));
            } else if (outcome instanceof Outcome.Failure<?> failure) {
              out.println("Task failed: " + failure.exception().getMessage());
            }
          }
        });
  }

  private static @Nullable Object sleep() {
    delay(ofSeconds(2));
    return null;
  }

  private static @Nullable Object failAfterASecond() {
    delay(ofSeconds(1));
    throw new IllegalArgumentException("Something went wrong");
  }
}
