package org.coroutines4j.testing;

import java.time.Duration;
import java.util.Objects;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.bridge.Suspensions;
import org.coroutines4j.runtime.dispatch.SimulatedTime;
import org.coroutines4j.runtime.task.Bodies;
import org.coroutines4j.runtime.time.Nanos;

/** The clock of a test, for the code of the test. */
record SimulatedClock(SimulatedTime time) implements TestClock {
  @Override
  public Duration elapsed() {
    return Duration.ofNanos(time.nanoTime());
  }

  @Override
  public void advanceBy(Duration d) {
    awaitLate(Nanos.of(Objects.requireNonNull(d, "d")));
  }

  @Override
  public void runCurrent() {
    awaitLate(0);
  }

  @Override
  public void advanceUntilIdle() {
    awaitLate(Nanos.FOREVER);
  }

  /** Waits until all others have had their turns. */
  private void awaitLate(long nanos) {
    Bodies.run(
        body -> {
          if (body.home().clock() != time) {
            throw new IllegalStateException(
                "only a task of the test can let its time pass; the others wait by it");
          }
          body.await(
              k ->
                  Suspensions.suspendUntilResumed(
                      waiter -> {
                        DisposableHandle timer =
                            time.scheduleLate(nanos, () -> waiter.resumeWith(kotlin.Unit.INSTANCE));
                        waiter.invokeOnCancellation(
                            cause -> {
                              timer.dispose();
                              return kotlin.Unit.INSTANCE;
                            });
                      },
                      k));
        });
  }
}
