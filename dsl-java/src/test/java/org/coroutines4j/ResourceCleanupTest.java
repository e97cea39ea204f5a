package org.coroutines4j;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What follows a hold cannot be cancelled, and no failure of it is lost. */
class ResourceCleanupTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** Holds in two blocks, which end before the cleanup begins. */
  private final Resource<String> inBlocks =
      Resource.managed(
          holder -> {
            try {
              taskScope()
                  .run(
                      scope -> {
                        scope.background(() -> delay(ofSeconds(60))); // a heartbeat, say
                        withTimeout(ofSeconds(60), () -> holder.hold("x"));
                      });
            } finally {
              delay(ofMillis(5));
              log.add("released");
            }
          });

  @Test
  void holdInBlocks_cancelled_isReleasedByCodeThatWaits() {
    assertThatExceptionOfType(TimeoutExceededException.class)
        .isThrownBy(() -> withTimeout(ofMillis(50), () -> inBlocks.run(x -> delay(ofSeconds(60)))));
    assertThat(log).containsExactly("released");
  }

  @Test
  void holdInBlocks_ofAScopeThatIsCancelled_isReleasedByCodeThatWaits() {
    assertThatExceptionOfType(TimeoutExceededException.class)
        .isThrownBy(
            () ->
                withTimeout(
                    ofMillis(50),
                    () ->
                        taskScope()
                            .run(
                                scope -> {
                                  assertThat(scope.use(inBlocks)).isEqualTo("x");
                                  delay(ofSeconds(60));
                                })));
    assertThat(log).containsExactly("released");
  }

  @Test
  void afterTheUse_theCallerCanBeCancelledAgain() {
    assertThatExceptionOfType(TimeoutExceededException.class)
        .isThrownBy(
            () ->
                withTimeout(
                    ofMillis(50),
                    () -> {
                      inBlocks.run(x -> {});
                      delay(ofSeconds(60));
                    }));
  }

  /** It holds by the time at which the wait for it is cancelled, and is released at once. */
  @Test
  void acquisitionThatIsCancelled_throwsTheFailureOfTheRelease() {
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    Resource<String> failing =
        Resource.managed(
            holder -> {
              Async.nonCancellable(() -> Async.await(cancelled));
              try {
                holder.hold("x");
              } finally {
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
                          delay(ofMillis(20));
                          use.cancel();
                          cancelled.complete(null);
                        }))
        .withMessage("release failed");
  }

  private static void throwFailure() {
    throw new IllegalStateException("release failed");
  }
}
