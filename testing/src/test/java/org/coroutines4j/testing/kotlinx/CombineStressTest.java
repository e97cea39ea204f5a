package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.testkit.Stress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cases of {@code CombineStressTest} of kotlinx: combine is cancelled again and again. */
@Tag("stress")
class CombineStressTest {
  private final AtomicInteger begun = new AtomicInteger();

  /** Returns a flow that combines each of {@code count} values with itself, but only the latest. */
  private AsyncFlow<Integer> latest(int count) {
    return AsyncFlow.range(0, count)
        .onStart(begun::incrementAndGet)
        .flatMapLatest(
            value ->
                AsyncFlow.<Integer, Integer>combineLatest(
                    List.of(AsyncFlow.of(value), AsyncFlow.of(value)), values -> values.get(0)));
  }

  @Test
  void combineThatIsCancelled_endsWithTheLastValue() {
    int values = Stress.rounds(1_000);
    taskScope()
        .on(Dispatchers.cpu())
        .run(scope -> assertThat(latest(values).last()).isEqualTo(values - 1));
    assertThat(begun).hasValue(1);
  }

  @Test
  void combineThatIsCancelled_endsWithAFailureDownstream() {
    int rounds = Stress.rounds(10);
    RuntimeException failure = new OperatorCases.TestFailure("broken");
    for (int i = 0; i < rounds; i++) {
      AsyncFlow<Integer> flow =
          latest(100)
              .onEach(
                  value -> {
                    if (value >= 50) {
                      throw failure;
                    }
                  });
      taskScope()
          .on(Dispatchers.cpu())
          .run(scope -> assertThatThrownBy(flow::count).isSameAs(failure));
    }
    assertThat(begun).hasValue(rounds);
  }
}
