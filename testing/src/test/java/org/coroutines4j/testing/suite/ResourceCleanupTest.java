package org.coroutines4j.testing.suite;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Resource;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testing.TestScope;
import org.coroutines4j.testing.VirtualTimeExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Guards that the code after a hold cannot be cancelled, and that no failure of it is lost. */
@ExtendWith(VirtualTimeExtension.class)
class ResourceCleanupTest {
  private final List<String> log = new ArrayList<>();

  /** Holds in two blocks, which end before the cleanup begins; that takes seven seconds. */
  private final Resource<String> inBlocks =
      Resource.managed(
          holder -> {
            try {
              taskScope()
                  .run(
                      scope -> {
                        scope.background(() -> delay(ofHours(1))); // a heartbeat, say
                        withTimeout(ofHours(1), () -> holder.hold("x"));
                      });
            } finally {
              delay(ofSeconds(7));
              log.add("released");
            }
          });

  private static void timesOut(ThrowingRunnable body) {
    assertThatExceptionOfType(TimeoutExceededException.class)
        .isThrownBy(() -> withTimeout(ofSeconds(10), body));
  }

  @Test
  void holdInBlocks_cancelled_isReleasedByCodeThatWaits(TestScope test) {
    timesOut(() -> inBlocks.run(x -> delay(ofSeconds(60))));
    assertThat(log).containsExactly("released");
    assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(10 + 7));
  }

  @Test
  void holdInBlocks_ofACancelledScope_isReleasedByCodeThatWaits(TestScope test) {
    timesOut(
        () ->
            taskScope()
                .run(
                    scope -> {
                      assertThat(scope.use(inBlocks)).isEqualTo("x");
                      delay(ofSeconds(60));
                    }));
    assertThat(log).containsExactly("released");
    assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(10 + 7));
  }

  @Test
  void afterTheUse_theCallerCanBeCancelledAgain(TestScope test) {
    timesOut(
        () -> {
          inBlocks.run(x -> {});
          delay(ofSeconds(60));
        });
    assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(10));
  }

  /** It holds its value when the wait for it is cancelled, and is released immediately. */
  @Test
  void acquisitionThatIsCancelled_throwsTheFailureOfTheRelease(TestScope test) {
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    Resource<String> failing =
        Resource.managed(
            holder -> {
              nonCancellable(() -> await(cancelled));
              try {
                holder.hold("x");
              } finally {
                delay(ofSeconds(7));
                throwFailure();
              }
            });
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          Task<String> use = scope.async(() -> scope.use(failing));
                          test.clock().runCurrent(); // it waits for what it will hold
                          use.cancel();
                          cancelled.complete(null);
                        }))
        .withMessage("release failed");
    assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(7));
  }

  private static void throwFailure() {
    throw new IllegalStateException("release failed");
  }
}
