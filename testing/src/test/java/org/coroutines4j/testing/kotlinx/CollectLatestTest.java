package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of kotlinx's {@code CollectLatestTest}, as of the version that this library builds on:
 * an action runs undisturbed until it first waits. Also the case of {@code ChannelFlowTest} that is
 * about {@code collectLatest}.
 */
class CollectLatestTest {
  private final RuntimeException failure = new IllegalStateException("broken");
  private final List<String> log = new ArrayList<>();

  @Test
  void action_thatNeverWaits_getsAllValues() {
    runTest(test -> AsyncFlow.of(1, 2, 3).collectLatest(value -> log.add("got " + value)));
    assertThat(log).containsExactly("got 1", "got 2", "got 3");
  }

  @Test
  void action_thatWaits_isOnlyCompletedForTheLast() {
    runTest(
        test ->
            AsyncFlow.of(1, 2, 3)
                .collectLatest(
                    value -> {
                      yieldNow();
                      log.add("got " + value);
                    }));
    assertThat(log).containsExactly("got 3");
  }

  @Test
  void upstreamFailure_comesAfterTheActionHasBegun() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              throw failure;
            });
    runTest(
        test ->
            assertThatThrownBy(() -> flow.collectLatest(value -> log.add("got " + value)))
                .isSameAs(failure));
    assertThat(log).containsExactly("got 1");
  }

  @Test
  void upstreamFailure_afterAWait_comesAfterTheAction() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              yieldNow();
              throw failure;
            });
    runTest(
        test ->
            assertThatThrownBy(() -> flow.collectLatest(value -> log.add("got " + value)))
                .isSameAs(failure));
    assertThat(log).containsExactly("got 1");
  }

  @Test
  void actionFailure_cancelsTheUpstream() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              try {
                delay(Duration.ofDays(10_000));
              } finally {
                log.add("cancelled");
              }
            });
    runTest(
        test ->
            assertThatThrownBy(
                    () ->
                        flow.collectLatest(
                            value -> {
                              throw failure;
                            }))
                .isSameAs(failure));
    assertThat(log).containsExactly("cancelled");
  }

  /** {@code ChannelFlowTest.testDoesntDispatchUnnecessarilyWhenCollected}. */
  @Test
  void upstream_startsWithoutYieldingToOtherTasks() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              log.add("upstream");
              yieldNow();
              log.add("upstream continues");
            });
    runTest(
        test -> {
          Task<?> collecting =
              test.launch(
                  () -> {
                    log.add("collect");
                    flow.collectLatest(value -> log.add("got " + value));
                    log.add("collected");
                  });
          test.launch(() -> log.add("other task"));
          collecting.join();
        });
    assertThat(log)
        .containsExactly("collect", "upstream", "other task", "upstream continues", "collected");
  }
}
