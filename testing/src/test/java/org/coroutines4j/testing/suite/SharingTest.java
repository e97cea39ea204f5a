package org.coroutines4j.testing.suite;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.testing.VirtualTime.runShuffled;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.testing.TestAction;
import org.junit.jupiter.api.Test;

/** What a shared flow does not do, however much time passes and in whatever order. */
class SharingTest {
  private int begun;
  private int open;

  private void shuffled(TestAction body) {
    runShuffled(
        20,
        test -> {
          begun = 0;
          body.run(test);
          assertThat(open).isZero();
        });
  }

  /** A number a second; its cleanup takes one more. */
  private AsyncFlow<Integer> counting(int to) {
    return AsyncFlow.generate(
        out -> {
          begun++;
          open++;
          try {
            for (int i = 0; i < to; i++) {
              delay(ofSeconds(1));
              out.emit(i);
            }
          } finally {
            nonCancellable(() -> delay(ofSeconds(1)));
            open--;
          }
        });
  }

  @Test
  void shareIn_beginsWithTheFirstCollector_continuesWithoutAny() {
    shuffled(
        test -> {
          taskScope()
              .run(
                  scope -> {
                    SharedFlow<Integer> shared = counting(Integer.MAX_VALUE).shareIn(scope, 0);
                    delay(ofDays(1));
                    assertThat(begun).isZero();
                    assertThat(shared.take(3).toList()).containsExactly(0, 1, 2);
                    assertThat(test.clock().elapsed()).isEqualTo(ofDays(1).plusSeconds(3));
                    delay(ofSeconds(10).plusMillis(500));
                    assertThat(shared.first()).isEqualTo(13);
                  });
          assertThat(begun).isEqualTo(1);
          assertThat(test.clock().elapsed()).isEqualTo(ofDays(1).plusSeconds(14 + 1));
        });
  }

  @Test
  void shareIn_ofAnEndedFlow_showsLateCollectorsOnlyItsReplay() {
    shuffled(
        test ->
            taskScope()
                .run(
                    scope -> {
                      SharedFlow<Integer> shared = counting(5).shareIn(scope, 2);
                      assertThat(shared.take(5).toList()).containsExactly(0, 1, 2, 3, 4);
                      delay(ofDays(1));
                      assertThat(shared.take(2).toList()).containsExactly(3, 4);
                      assertThat(withTimeoutOrEmpty(ofDays(1), shared.drop(2)::first)).isEmpty();
                    }));
  }

  @Test
  void shareIn_waitsForTheSlowest_64ValuesAhead() {
    shuffled(
        test -> {
          int[] made = new int[1];
          CompletableFuture<Boolean> gate = new CompletableFuture<>();
          AsyncFlow<Integer> quick = AsyncFlow.range(0, 250).onEach(n -> made[0]++);
          taskScope()
              .run(
                  scope -> {
                    SharedFlow<Integer> shared = quick.shareIn(scope, 0);
                    Task<List<Integer>> slow =
                        scope.async(() -> shared.onEach(n -> pass(gate)).take(200).toList());
                    delay(ofDays(1));
                    assertThat(made).containsExactly(1 + 64 + 1); // one is held, one on its way
                    gate.complete(true);
                    assertThat(slow.await()).hasSize(200).isSorted().doesNotHaveDuplicates();
                  });
        });
  }

  private static void pass(CompletableFuture<?> gate) {
    Object unused = await(gate.copy());
  }

  @Test
  void shareIn_whoseScopeHasEnded_leavesItsCollectorsWaiting() {
    shuffled(
        test -> {
          SharedFlow<Integer> shared =
              taskScope()
                  .call(
                      scope -> {
                        SharedFlow<Integer> inside = counting(Integer.MAX_VALUE).shareIn(scope, 1);
                        assertThat(inside.first()).isZero();
                        return inside;
                      });
          assertThat(open).isZero();
          assertThat(shared.first()).isZero();
          assertThat(withTimeoutOrEmpty(ofDays(1), shared.drop(1)::first)).isEmpty();
          assertThat(test.clock().elapsed()).isEqualTo(ofDays(1).plusSeconds(1 + 1));
        });
  }
}
