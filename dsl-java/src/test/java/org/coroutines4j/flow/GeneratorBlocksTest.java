package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that blocks and operators inside a generator, and the collector around it, each end only
 * their own work.
 */
@Tag("exceptions")
class GeneratorBlocksTest {
  @Test
  void emit_seesTheTimeoutOfItsOwnBlock() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              var unused =
                  withTimeoutOrEmpty(
                      ofMillis(20),
                      () -> {
                        for (int i = 0; ; i++) {
                          out.emit(i);
                        }
                      });
              out.emit(-1);
            });
    assertThat(flow.last()).isEqualTo(-1);
    assertThat(flow.onEach(n -> delay(ofMillis(1))).buffer(1).last()).isEqualTo(-1);
  }

  @Test
  void emit_seesThatItsOwnScopeHasFailed() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out ->
                taskScope()
                    .run(
                        scope -> {
                          scope.launch(
                              () -> {
                                throw new IllegalStateException("child");
                              });
                          for (int i = 0; ; i++) {
                            out.emit(i);
                          }
                        }));
    assertThatThrownBy(flow::count).isInstanceOf(IllegalStateException.class).hasMessage("child");
  }

  /** The failure only passes through the inner flow, and is none that it could handle. */
  @Test
  void failureOfTheCollector_isNotHandledByAFlowInTheGenerator() {
    List<Throwable> handled = new ArrayList<>();
    AtomicInteger begun = new AtomicInteger();
    AsyncFlow<Integer> retrying =
        AsyncFlow.generate(
            out ->
                AsyncFlow.of(1, 2)
                    .onStart(begun::incrementAndGet)
                    .onEach(out::emit)
                    .retry(1)
                    .collect(n -> {}));
    AsyncFlow<Integer> recovering =
        AsyncFlow.generate(
            out ->
                AsyncFlow.of(1, 2)
                    .onEach(out::emit)
                    .recover(
                        failure -> {
                          handled.add(failure);
                          return 3;
                        })
                    .collect(n -> {}));
    for (AsyncFlow<Integer> flow : List.of(retrying, recovering)) {
      assertThatThrownBy(
              () ->
                  flow.collect(
                      n -> {
                        throw new IllegalStateException("down");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("down");
      assertThat(flow.first()).isEqualTo(1);
    }
    assertThat(begun).hasValue(2);
    assertThat(handled).isEmpty();
  }

  @Test
  void flowWhoseCollectorIsCancelled_isNeitherRetriedNorRecovered() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    AsyncFlow<Integer> failingInItsCleanup =
        AsyncFlow.generate(
            out -> {
              begun.incrementAndGet();
              try {
                delay(ofSeconds(100));
              } finally {
                throwCleanup();
              }
            });
    for (AsyncFlow<Integer> flow :
        List.of(failingInItsCleanup.retry(2), failingInItsCleanup.recover(failure -> -1))) {
      begun.set(0);
      List<Integer> got = new ArrayList<>();
      Outcome<?> outcome =
          supervisorScope()
              .call(
                  scope -> {
                    Task<?> collecting =
                        scope.async(
                            () -> {
                              flow.collect(got::add);
                              return 1;
                            });
                    Poll.until(() -> begun.get() == 1);
                    collecting.cancel();
                    return collecting.awaitOutcome();
                  });
      assertThat(outcome).asString().contains("cleanup");
      assertThat(outcome).isInstanceOf(Outcome.Failure.class);
      assertThat(begun).hasValue(1);
      assertThat(got).isEmpty();
    }
  }

  private static void throwCleanup() {
    throw new IllegalStateException("cleanup");
  }

  @Test
  void fromStage_takesAnyStage_andLeavesNothingWithIt() {
    CompletionStage<Integer> minimal = CompletableFuture.completedStage(5);
    assertThat(AsyncFlow.fromStage(minimal).toList()).containsExactly(5);
    CompletableFuture<Integer> never = new CompletableFuture<>();
    for (int i = 0; i < 20; i++) {
      assertThat(withTimeoutOrEmpty(ofMillis(1), () -> AsyncFlow.fromStage(never).first()))
          .isEmpty();
    }
    assertThat(never.getNumberOfDependents()).isLessThanOrEqualTo(1);
    assertThat(never).isNotDone();
  }

  /** It may be the collector that was slow; so each block has one. */
  @Test
  void emit_letsOneValueOutOfEachBlockThatIsLate() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              for (int block = 0; block < 3; block++) {
                int first = 10 * block;
                var unused =
                    withTimeoutOrEmpty(
                        ofMillis(1),
                        () -> {
                          Spin.until(Thread.currentThread()::isInterrupted);
                          out.emit(first);
                          out.emit(first + 1);
                          return first;
                        });
              }
            });
    assertThat(flow.toList()).containsExactly(0, 10, 20);
  }
}
