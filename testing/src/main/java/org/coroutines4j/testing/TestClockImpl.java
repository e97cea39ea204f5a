package org.coroutines4j.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Function;
import kotlin.Unit;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.coroutines4j.runtime.virtualtime.VirtualTimeScheduler;

/** The clock that code of a test sees, over the scheduler of its virtual time. */
record TestClockImpl(VirtualTimeScheduler time) implements TestClock {
  private static final Duration UP_TO_MAX = Duration.between(Instant.EPOCH, Instant.MAX);

  @Override
  public Duration elapsed() {
    return time.elapsed();
  }

  @Override
  public Instant instant() {
    Duration elapsed = time.elapsed();
    return elapsed.compareTo(UP_TO_MAX) < 0 ? Instant.EPOCH.plus(elapsed) : Instant.MAX;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return TestClock.super.withZone(Objects.requireNonNull(zone, "zone"));
  }

  @Override
  public void advanceBy(Duration d) {
    Objects.requireNonNull(d, "d");
    awaitTimer(wake -> time.scheduleLate(d, wake));
  }

  @Override
  public void runCurrent() {
    awaitTimer(wake -> time.scheduleLate(Duration.ZERO, wake));
  }

  @Override
  public void advanceUntilIdle() {
    awaitTimer(time::scheduleWhenIdle);
  }

  /** Waits until the timer that {@code timer} sets has fired. */
  private void awaitTimer(Function<Runnable, DisposableHandle> timer) {
    CoroutineThreads.run(
        body -> {
          if (body.dispatcher().clock() != time) {
            throw new IllegalStateException(
                "only a task of the test can advance its clock; call this in the body of"
                    + " the test or in one of its tasks");
          }
          body.await(
              k ->
                  Continuations.suspendUntilResumed(
                      waiter -> {
                        DisposableHandle set = timer.apply(() -> waiter.resumeWith(Unit.INSTANCE));
                        waiter.invokeOnCancellation(
                            cause -> {
                              set.dispose();
                              return Unit.INSTANCE;
                            });
                      },
                      k));
        });
  }
}
