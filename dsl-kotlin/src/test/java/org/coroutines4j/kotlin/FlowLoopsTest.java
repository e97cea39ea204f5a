package org.coroutines4j.kotlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;
import org.junit.jupiter.api.Test;

/** Loops of Java over flows of Kotlin that wait and change their dispatcher. */
class FlowLoopsTest {
  private final List<Object> log = new CopyOnWriteArrayList<>();

  private AsyncFlow<Integer> ticks(int last) {
    return KotlinInterop.fromFlow(TicksKt.ticks(last, log));
  }

  @Test
  void loop_seesEachValue_inOrder() {
    for (int i : ticks(5)) {
      log.add(i);
    }
    assertThat(log).filteredOn(Integer.class::isInstance).containsExactly(1, 2, 3, 4, 5);
    assertThat(log).contains("complete", "closed");
  }

  @Test
  void loopsInManyTasks_underOnePermit() {
    List<Integer> sums = new CopyOnWriteArrayList<>();
    taskScope()
        .on(Dispatchers.cpu().limitedParallelism(1))
        .run(
            scope -> {
              for (int task = 0; task < 10; task++) {
                scope.launch(
                    () -> {
                      int sum = 0;
                      for (int i : ticks(10)) {
                        sum += i;
                      }
                      sums.add(sum);
                    });
              }
            });
    assertThat(sums).hasSize(10).containsOnly(55);
  }

  @Test
  void loopThatIsLeft_closesTheFlow_atTheEndOfItsBlock() {
    taskScope()
        .run(
            scope -> {
              for (int i : ticks(1_000_000)) {
                if (i == 3) {
                  break;
                }
              }
            });
    assertThat(log).containsExactly("closed");
  }

  @Test
  void iteratorThatIsClosed_closesTheFlow_atOnce() {
    try (AsyncIterator<Integer> values = ticks(1_000_000).iterator()) {
      assertThat(values.next()).isEqualTo(1);
    }
    assertThat(log).containsExactly("closed");
  }

  @Test
  void loopOfACancelledTask_closesTheFlow_beforeTheTaskIsDone() throws Exception {
    CountDownLatch third = new CountDownLatch(3);
    taskScope()
        .run(
            scope -> {
              Task<?> loop =
                  scope.launch(
                      () -> {
                        for (int i : ticks(1_000_000)) {
                          assertThat(i).isPositive();
                          third.countDown();
                        }
                      });
              third.await();
              loop.cancel();
              loop.join();
              assertThat(loop.isCancelled()).isTrue();
              assertThat(log).containsExactly("closed");
            });
  }

  @Test
  void loopThatFails_closesTheFlow() {
    IllegalStateException failure = new IllegalStateException("enough");
    assertThatThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          for (int i : ticks(1_000_000)) {
                            if (i == 2) {
                              throw failure;
                            }
                          }
                        }))
        .isSameAs(failure);
    assertThat(log).containsExactly("closed");
  }
}
