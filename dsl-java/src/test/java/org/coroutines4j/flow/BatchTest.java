package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.withContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.testkit.EachDispatcher;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Guards that values which arrive while the collector is busy are combined, up to the limit, and
 * that none is lost.
 */
class BatchTest {
  private static final int MAX = 3;

  private final Random random = new Random(5);

  private static AsyncFlow<List<Integer>> batched(AsyncFlow<Integer> flow) {
    return flow.batch(
        MAX,
        List::of,
        (batch, value) -> {
          List<Integer> longer = new ArrayList<>(batch);
          longer.add(value);
          return longer;
        });
  }

  @Test
  void valuesForABusyCollector_areCombined_upToTheLimit() {
    AtomicInteger made = new AtomicInteger();
    List<List<Integer>> seen = new ArrayList<>();
    batched(AsyncFlow.range(0, 10).onEach(value -> made.incrementAndGet()))
        .collect(
            batch -> {
              seen.add(batch);
              int before = seen.stream().mapToInt(List::size).sum();
              int next = Math.min(10, before + MAX + 1); // a full batch, and one value that waits
              Hot.until(() -> made.get() >= next);
            });
    assertThat(seen).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(MAX));
    assertThat(seen.subList(1, seen.size() - 1))
        .isNotEmpty()
        .allSatisfy(batch -> assertThat(batch).hasSize(MAX));
    assertThat(seen.stream().flatMap(List::stream)).containsExactlyElementsOf(upTo(10));
  }

  @Test
  void conflate_combinesAllThatTheCollectorMisses() {
    AtomicInteger made = new AtomicInteger();
    List<Integer> sums = new ArrayList<>();
    AsyncFlow.range(0, 100)
        .onEach(value -> made.incrementAndGet())
        .conflate(Integer::sum)
        .collect(
            sum -> {
              sums.add(sum);
              Hot.until(() -> made.get() == 100);
            });
    assertThat(sums).hasSizeLessThanOrEqualTo(3);
    assertThat(sums.stream().mapToInt(sum -> sum).sum()).isEqualTo(99 * 100 / 2);
  }

  @Test
  void failures_ofTheFlowAndOfTheLambdas_areThrown() {
    IllegalStateException broken = new IllegalStateException("broken");
    AsyncFlow<Integer> failing = AsyncFlow.of(1).concatWith(AsyncFlow.failed(broken));
    assertThatThrownBy(() -> batched(failing).count()).isSameAs(broken);
    assertThatThrownBy(
            () ->
                AsyncFlow.of(1)
                    .batch(
                        2,
                        value -> {
                          throw broken;
                        },
                        (batch, value) -> batch)
                    .count())
        .isSameAs(broken);
  }

  @Tag("stress")
  @ParameterizedTest
  @EachDispatcher
  void noValueIsLost_whateverSideIsSlow(Dispatcher dispatcher) {
    Rounds rounds = Rounds.atLeast(20);
    while (rounds.next()) {
      int slowProducer = random.nextInt(2_000);
      int slowCollector = random.nextInt(2_000);
      List<Integer> seen = new ArrayList<>();
      withContext(
          dispatcher,
          () ->
              batched(AsyncFlow.range(0, 50).onEach(value -> Pause.of(slowProducer)))
                  .collect(
                      batch -> {
                        assertThat(batch).isNotEmpty().hasSizeLessThanOrEqualTo(MAX);
                        seen.addAll(batch);
                        Pause.of(slowCollector);
                      }));
      assertThat(seen).containsExactlyElementsOf(upTo(50));
    }
  }

  private static List<Integer> upTo(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  /** A source that is never empty, and a function that is slower than it. */
  @Test
  void conflateWithASlowFunction_stillReachesTheCollector() {
    AtomicInteger seen = new AtomicInteger();
    AsyncFlow.range(0, 300)
        .conflate(
            (a, b) -> {
              delay(ofMillis(1));
              return b;
            })
        .collect(n -> seen.incrementAndGet());
    assertThat(seen).hasValueGreaterThan(50);
  }
}
