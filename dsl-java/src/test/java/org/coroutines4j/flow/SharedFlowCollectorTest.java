package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;

/**
 * Guards that a collector that fails or is cancelled does not affect the emitter and the other
 * collectors.
 */
class SharedFlowCollectorTest {
  private final MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0);
  private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

  @Test
  void collectorThatFails_failsAlone() {
    supervisorScope()
        .run(
            scope -> {
              Task<?> failing =
                  scope.async(
                      () -> {
                        shared.collect(
                            n -> {
                              throw new IllegalStateException("at " + n);
                            });
                        return 0;
                      });
              Task<List<Integer>> other = scope.async(() -> shared.take(2).toList());
              Hot.until(() -> shared.collectors() == 2);
              shared.emit(1);
              assertThatIllegalStateException().isThrownBy(failing::await).withMessage("at 1");
              shared.emit(2);
              assertThat(other.await()).containsExactly(1, 2);
            });
    assertThat(shared.collectors()).isZero();
  }

  @Test
  void slowCollectorThatIsCancelled_letsTheEmitterContinue() {
    CompletableFuture<Integer> never = new CompletableFuture<>();
    supervisorScope()
        .run(
            scope -> {
              Task<?> slow =
                  scope.launch(
                      () ->
                          shared.collect(
                              n -> {
                                seen.add(n);
                                await(never);
                              }));
              Hot.until(() -> shared.collectors() == 1);
              shared.emit(1);
              Task<?> waiting = scope.launch(() -> shared.emit(2));
              Hot.until(() -> seen.size() == 1);
              assertThat(waiting.isActive()).isTrue();
              Hot.cancelAndJoin(slow);
              waiting.await();
            });
    assertThat(seen).containsExactly(1);
    assertThat(never).isCancelled();
  }

  @Test
  void collectorThatBlocksItsThread_isInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    supervisorScope()
        .run(
            scope -> {
              Task<?> blocked =
                  scope.launch(
                      () ->
                          shared.collect(
                              n -> {
                                seen.add(n);
                                never.await();
                              }));
              Hot.until(() -> shared.collectors() == 1);
              shared.emit(1);
              Hot.until(() -> seen.size() == 1);
              Hot.cancelAndJoin(blocked);
              assertThat(blocked.isCancelled()).isTrue();
            });
    assertThat(shared.collectors()).isZero();
  }

  @Test
  void cancelledCollector_countsUntilItsCleanupHasEnded() {
    CompletableFuture<Boolean> gate = new CompletableFuture<>();
    supervisorScope()
        .run(
            scope -> {
              Task<?> cleaning =
                  scope.launch(
                      () ->
                          shared.collect(
                              n -> {
                                try {
                                  seen.add(n);
                                  Hot.sleepForEver();
                                } finally {
                                  nonCancellable(() -> Hot.pass(gate));
                                  seen.add(-n);
                                }
                              }));
              Hot.until(() -> shared.collectors() == 1);
              shared.emit(1);
              Hot.until(() -> seen.size() == 1);
              cleaning.cancel();
              yieldNow();
              assertThat(shared.collectors()).isEqualTo(1);
              Hot.open(gate);
              cleaning.join();
              assertThat(shared.collectors()).isZero();
            });
    assertThat(seen).containsExactly(1, -1);
  }

  @Test
  void cancelledWhileItWaitsForAValue_endsAtOnce() {
    supervisorScope()
        .run(
            scope -> {
              Task<Integer> waiting = scope.async(shared::first);
              Hot.until(() -> shared.collectors() == 1);
              waiting.cancel();
              assertThat(waiting.awaitOutcome()).isInstanceOf(Outcome.Cancelled.class);
            });
    assertThat(shared.collectors()).isZero();
  }
}
