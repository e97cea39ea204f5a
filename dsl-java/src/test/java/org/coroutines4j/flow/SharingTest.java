package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.channels.ChannelClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that one background task collects a cold flow for all collectors, no longer than its scope
 * lasts.
 */
class SharingTest {
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final CompletableFuture<Boolean> gate = new CompletableFuture<>();

  /** Counts upwards, and yields after each number. */
  private AsyncFlow<Integer> counting(int to) {
    return AsyncFlow.generate(
        out -> {
          begun.incrementAndGet();
          open.incrementAndGet();
          try {
            for (int i = 0; i < to; i++) {
              delay(ofMillis(1));
              out.emit(i);
            }
          } finally {
            nonCancellable(() -> delay(ofMillis(5)));
            open.decrementAndGet();
          }
        });
  }

  @AfterEach
  void noProducerIsLeft() {
    assertThat(open).hasValue(0);
  }

  @Test
  void shareIn_withoutCollectors_neverBegins() {
    taskScope().run(scope -> assertThat(counting(3).shareIn(scope, 1).replayed()).isEmpty());
    assertThat(begun).hasValue(0);
  }

  @Test
  void shareIn_ofAnEndlessFlow_awaitsTheSlowest_endsWithItsScope() {
    AtomicInteger made = new AtomicInteger();
    AsyncFlow<Integer> quick = AsyncFlow.iterate(0, n -> n + 1).onEach(n -> made.incrementAndGet());
    taskScope()
        .run(
            scope -> {
              SharedFlow<Integer> shared = quick.shareIn(scope, 0);
              Task<List<Integer>> slow =
                  scope.async(() -> shared.onEach(n -> Hot.pass(gate)).take(200).toList());
              Hot.until(() -> made.get() >= 65);
              assertThat(made).hasValueBetween(65, 66); // one is held, one may be on its way
              Hot.open(gate);
              assertThat(slow.await()).hasSize(200).isSorted().doesNotHaveDuplicates();
            });
  }

  @Test
  void shareIn_ofAFailingFlow_failsTheScope_cancelsItsCollectors() {
    IllegalStateException broken = new IllegalStateException("broken");
    CompletableFuture<Integer> got = new CompletableFuture<>();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          SharedFlow<Integer> shared =
                              counting(2)
                                  .onCompletion(
                                      end -> {
                                        throw broken;
                                      })
                                  .shareIn(scope, 0);
                          shared.collect(got::complete); // indefinitely, but for the failure
                        }))
        .isSameAs(broken);
    assertThat(got).isCompletedWithValue(0);
  }

  @Test
  void stateIn_beginsAtOnce_andKeepsTheNewest() {
    taskScope()
        .run(
            scope -> {
              StateFlow<Integer> state = counting(10).stateIn(scope, -1);
              Hot.until(() -> state.value() == 9);
              assertThat(state.collectors()).isZero();
              assertThat(state.first()).isEqualTo(9);
            });
    assertThat(begun).hasValue(1);
  }

  @Test
  void stateIn_holdsInitialValueUntilTheFlowEmits_endsWithItsScope() {
    AsyncFlow<Integer> silent = counting(1).onStart(Hot::sleepForEver);
    taskScope()
        .run(
            scope -> {
              StateFlow<Integer> state = silent.stateIn(scope, 7);
              assertThat(state.first()).isEqualTo(7);
              StateFlow<Integer> endless = counting(Integer.MAX_VALUE).stateIn(scope, -1);
              assertThat(endless.first(n -> n > 3)).isGreaterThan(3);
              assertThat(open).hasValue(1);
            });
  }

  @Test
  void stateIn_ofAFlowThatFails_failsTheScope() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          AsyncFlow<Integer> failing =
                              counting(9)
                                  .onEach(
                                      n -> {
                                        throw new IllegalStateException("at " + n);
                                      });
                          failing.stateIn(scope, -1).first(n -> n > 0);
                        }))
        .withMessage("at 0");
  }

  /** A flow without a point at which it could be cancelled. */
  @Test
  void whileSubscribed_stopsAFlowThatNeverWaits() {
    AtomicInteger made = new AtomicInteger();
    taskScope()
        .run(
            scope -> {
              SharedFlow<Integer> shared =
                  AsyncFlow.repeat(made::incrementAndGet)
                      .shareIn(scope, SharingStarted.whileSubscribed(Duration.ZERO), 0);
              assertThat(shared.take(3).toList()).hasSize(3);
              Hot.until(() -> isStill(made));
            });
  }

  @Test
  void whileSubscribed_stopsAFlowThatBlocks() {
    AtomicInteger made = new AtomicInteger();
    taskScope()
        .run(
            scope -> {
              SharedFlow<Integer> shared =
                  AsyncFlow.repeat(
                          () -> {
                            Thread.sleep(1);
                            return made.incrementAndGet();
                          })
                      .shareIn(scope, SharingStarted.whileSubscribed(Duration.ZERO), 0);
              assertThat(shared.take(3).toList()).hasSize(3);
              Hot.until(() -> isStill(made));
            });
  }

  /** Returns whether {@code made} does not change for a time. */
  private static boolean isStill(AtomicInteger made) {
    int before = made.get();
    delay(ofMillis(100));
    return made.get() == before;
  }

  @Test
  void whileSubscribed_beginsAgain_afterTheCleanup() {
    taskScope()
        .run(
            scope -> {
              SharedFlow<Integer> shared =
                  counting(Integer.MAX_VALUE)
                      .shareIn(scope, SharingStarted.whileSubscribed(Duration.ZERO), 0);
              for (int i = 0; i < 20; i++) {
                assertThat(withTimeout(ofSeconds(5), () -> shared.take(2).toList())).hasSize(2);
                assertThat(open).hasValueLessThanOrEqualTo(1);
                delay(ofMillis(i % 7));
              }
              Hot.until(() -> open.get() == 0);
            });
    assertThat(begun.get()).isBetween(1, 20);
  }

  @Test
  void flowThatCancelsItsOwnTask_doesNotLeaveItsCollectorsWaiting() {
    AsyncFlow<Integer> giving =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              Tasks.current().cancel();
              delay(ofMillis(1));
            });
    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(
            () ->
                taskScope()
                    .run(
                        scope ->
                            giving
                                .shareIn(scope, SharingStarted.whileSubscribed(Duration.ZERO), 0)
                                .toList()))
        .withCauseInstanceOf(TaskCancelledException.class);
  }

  @Test
  void produceIn_closesItsChannelWithTheFailureItself() {
    AsyncFlow<Integer> failing = AsyncFlow.failed(new IOException("reset"));
    supervisorScope()
        .onFailure((task, failure) -> {})
        .run(
            scope ->
                assertThatExceptionOfType(ChannelClosedException.class)
                    .isThrownBy(() -> failing.produceIn(scope).receive())
                    .havingCause()
                    .isExactlyInstanceOf(IOException.class));
  }

  private static Map<String, BiConsumer<AsyncFlow<Integer>, TaskScope>> starts() {
    return Map.of(
        "launchIn", AsyncFlow::launchIn,
        "shareIn eagerly", (flow, scope) -> flow.shareIn(scope, SharingStarted.eagerly(), 0),
        "stateIn", (flow, scope) -> flow.stateIn(scope, 0),
        "shareIn while subscribed",
            (flow, scope) ->
                scope.background(
                    () ->
                        flow.shareIn(scope, SharingStarted.whileSubscribed(Duration.ZERO), 0)
                            .collect(value -> {})));
  }

  @ParameterizedTest
  @ValueSource(strings = {"launchIn", "shareIn eagerly", "stateIn", "shareIn while subscribed"})
  void failureOfTheFlow_reachesTheHandlerWithoutAWrapper(String start) {
    IOException reset = new IOException("reset");
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    supervisorScope()
        .onFailure((task, failure) -> failures.add(failure))
        .run(
            scope -> {
              starts().get(start).accept(AsyncFlow.failed(reset), scope);
              Hot.until(() -> !failures.isEmpty());
            });
    assertThat(failures).containsExactly(reset);
  }
}
