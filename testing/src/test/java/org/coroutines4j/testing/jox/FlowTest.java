package org.coroutines4j.testing.jox;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.testing.jox.Observed.timesOf;
import static org.coroutines4j.testing.jox.Observed.valuesBefore;
import static org.coroutines4j.testing.jox.Observed.valuesOf;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@code FlowTest} of jox, about operators. Its {@code tap} is {@code onEach} here,
 * {@code orElse} is {@code onEmpty}, {@code debounce} is {@code distinctUntilChanged}, {@code
 * sample} is {@code sampleEvery}, and {@code collect} is {@code mapNotNull}. Cases that are also in
 * {@code FlowRunOperationsTest} are there, and those of {@code merge} in {@link FlowMergeTest}.
 */
class FlowTest {
  private static final AsyncFlow<Integer> TEN = AsyncFlow.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  private static final AsyncFlow<Integer> EMPTY = AsyncFlow.empty();

  private final RuntimeException broken = new IllegalStateException("broken");
  private final AsyncFlow<Integer> failed = AsyncFlow.failed(broken);

  // take, buffer, filter, tap

  @Test
  void take_ofFive_endsTheFlow() {
    assertThat(valuesOf(TEN.take(5))).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void take_ofABufferedFlow_endsIt() {
    assertThat(valuesOf(TEN.buffer(16).take(5))).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void take_ofMoreThanThereAre_emitsAll() {
    assertThat(valuesOf(TEN.take(50))).isEqualTo(TEN.toList());
  }

  @Test
  void buffer_keepsTheOrder() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3, 4, 5).buffer(3))).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void buffers_betweenOperators_keepTheOrder() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3, 4, 5).buffer(3).map(i -> i * 2).buffer(2).map(i -> i + 1).buffer(5);
    assertThat(valuesOf(flow)).containsExactly(3, 5, 7, 9, 11);
  }

  @Test
  void buffer_ofAFlowThatFails_fails() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3)
            .<Integer>map(
                i -> {
                  throw broken;
                })
            .buffer(5);
    assertThat(valuesBefore(broken, flow)).isEmpty();
  }

  @Test
  void filter_emitsWhatSatisfiesItsCondition() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3, 4, 5).filter(i -> i % 2 == 0))).containsExactly(2, 4);
  }

  @Test
  void tap_callsItsActionWithEachValue() {
    List<Integer> seen = new ArrayList<>();
    AsyncFlow<Integer> flow = AsyncFlow.of(1, 2, 3).onEach(seen::add).map(i -> i * 2);
    assertThat(flow.toList()).containsExactly(2, 4, 6);
    assertThat(seen).containsExactly(1, 2, 3);
  }

  // intersperse

  @Test
  void intersperse_anEmptyFlow_isEmpty() {
    assertThat(valuesOf(AsyncFlow.<String>empty().intersperse(", "))).isEmpty();
  }

  @Test
  void intersperse_oneValue_emitsNoSeparator() {
    assertThat(valuesOf(AsyncFlow.of("foo").intersperse(", "))).containsExactly("foo");
  }

  @Test
  void intersperse_twoValues_separatesThem() {
    assertThat(valuesOf(AsyncFlow.of("foo", "bar").intersperse(", ")))
        .containsExactly("foo", ", ", "bar");
  }

  @Test
  void intersperse_anEmptyFlow_withStartAndEnd_emitsThese() {
    assertThat(valuesOf(AsyncFlow.<String>empty().intersperse("[", ", ", "]")))
        .containsExactly("[", "]");
  }

  @Test
  void intersperse_oneValue_withStartAndEnd_enclosesIt() {
    assertThat(valuesOf(AsyncFlow.of("foo").intersperse("[", ", ", "]")))
        .containsExactly("[", "foo", "]");
  }

  @Test
  void intersperse_twoValues_withStartAndEnd_enclosesThem() {
    assertThat(valuesOf(AsyncFlow.of("foo", "bar").intersperse("[", ", ", "]")))
        .containsExactly("[", "foo", ", ", "bar", "]");
  }

  // takeWhile

  @Test
  void takeWhile_ofAnEmptyFlow_isEmpty() {
    assertThat(valuesOf(EMPTY.takeWhile(i -> i < 3))).isEmpty();
  }

  @Test
  void takeWhile_endsBeforeTheFirstFailingValue() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3).takeWhile(i -> i < 3))).containsExactly(1, 2);
  }

  @Test
  void takeWhileInclusive_endsWithTheFirstFailingValue() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3, 4).takeWhileInclusive(i -> i < 3)))
        .containsExactly(1, 2, 3);
  }

  @Test
  void takeWhile_withoutAFailingValue_emitsAll() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3).takeWhile(i -> i < 5))).containsExactly(1, 2, 3);
  }

  @Test
  void takeWhile_whenTheFirstValueFails_isEmpty() {
    assertThat(valuesOf(AsyncFlow.of(3, 2, 1).takeWhile(i -> i < 3))).isEmpty();
  }

  @Test
  void takeWhile_ofABufferedFlow_endsIt() {
    assertThat(valuesOf(AsyncFlow.of(3, 2, 1).buffer().takeWhile(i -> i > 2))).containsExactly(3);
  }

  // throttle

  @Test
  void throttle_ofAnEmptyFlow_endsImmediately() {
    assertThat(timesOf(EMPTY.throttle(1, ofSeconds(1)))).containsExactly("end at 0");
  }

  @Test
  void throttle_ofTwoValues_emitsThemOnePerPeriod() {
    assertThat(timesOf(AsyncFlow.of(1, 2).throttle(1, ofMillis(50))))
        .startsWith("1 at 0", "2 at 50")
        .hasSize(3);
  }

  @Test
  void throttle_withANegativeNumber_isRefused() {
    assertThatThrownBy(() -> EMPTY.throttle(-1, ofMillis(50)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // concat, prepend, drop

  @Test
  void concat_afterAFailure_doesNotStartTheNextFlow() {
    List<String> log = new ArrayList<>();
    AsyncFlow<Integer> next =
        AsyncFlow.generate(
            out -> {
              log.add("started");
              out.emit(1);
            });
    assertThat(valuesBefore(broken, failed.concatWith(next))).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void concat_emitsTheOtherFlowAfterThisOne() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3).concatWith(AsyncFlow.of(4, 5, 6))))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void prepend_emitsTheOtherFlowBeforeThisOne() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3).onStart(out -> out.emitAll(AsyncFlow.of(4, 5, 6)));
    assertThat(valuesOf(flow)).containsExactly(4, 5, 6, 1, 2, 3);
  }

  @Test
  void drop_ofAnEmptyFlow_isEmpty() {
    assertThat(valuesOf(EMPTY.drop(1))).isEmpty();
  }

  @Test
  void drop_ofTwo_emitsTheRest() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3).drop(2))).containsExactly(3);
  }

  @Test
  void drop_ofMoreThanThereAre_isEmpty() {
    assertThat(valuesOf(AsyncFlow.of(1, 2).drop(3))).isEmpty();
  }

  @Test
  void drop_ofZero_emitsAll() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3).drop(0))).containsExactly(1, 2, 3);
  }

  // orElse

  private static AsyncFlow<Integer> orElse(AsyncFlow<Integer> flow) {
    return flow.onEmpty(out -> out.emitAll(AsyncFlow.of(2, 3)));
  }

  @Test
  void orElse_ofAFlowWithAValue_emitsIt() {
    assertThat(valuesOf(orElse(AsyncFlow.of(1)))).containsExactly(1);
  }

  @Test
  void orElse_ofEmpty_emitsTheAlternative() {
    assertThat(valuesOf(orElse(AsyncFlow.empty()))).containsExactly(2, 3);
  }

  @Test
  void orElse_ofNoValues_emitsTheAlternative() {
    assertThat(valuesOf(orElse(AsyncFlow.of()))).containsExactly(2, 3);
  }

  @Test
  void orElse_ofAFailedFlow_fails() {
    assertThat(valuesBefore(broken, orElse(failed))).isEmpty();
  }

  // scan

  @Test
  void scan_ofAnEmptyFlow_emitsTheInitialValue() {
    assertThat(valuesOf(EMPTY.scan(0, Integer::sum))).containsExactly(0);
  }

  @Test
  void scan_withSums_emitsEachSum() {
    assertThat(valuesOf(TEN.scan(0, Integer::sum)))
        .containsExactly(0, 1, 3, 6, 10, 15, 21, 28, 36, 45, 55);
  }

  @Test
  void scan_withProducts_emitsEachProduct() {
    assertThat(valuesOf(TEN.scan(1, (product, x) -> product * x)))
        .containsExactly(1, 1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880, 3_628_800);
  }

  @Test
  void scan_withStrings_emitsEachString() {
    assertThat(valuesOf(AsyncFlow.of("f", "l", "o", "w").scan("my", (s, letter) -> s + letter)))
        .containsExactly("my", "myf", "myfl", "myflo", "myflow");
  }

  // debounce, debounceBy

  @Test
  void debounceBy_ofAnEmptyFlow_isEmpty() {
    assertThat(valuesOf(EMPTY.distinctUntilChanged(i -> i * 2))).isEmpty();
  }

  @Test
  void debounceBy_ofDistinctKeys_emitsAll() {
    assertThat(valuesOf(TEN.distinctUntilChanged(i -> i * 2))).isEqualTo(TEN.toList());
  }

  @Test
  void debounceBy_ofRepeatedKeys_emitsTheFirstOfEach() {
    assertThat(valuesOf(AsyncFlow.of(1, 1, 2, 3, 4, 4, 5).distinctUntilChanged(i -> i * 2)))
        .containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void debounceBy_ofParities_emitsTheFirstOfEachRun() {
    AsyncFlow<Integer> flow = AsyncFlow.of(1, 1, 1, 2, 4, 3, 7, 4, 5);
    assertThat(valuesOf(flow.distinctUntilChanged(i -> i % 2 == 0))).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void debounce_ofAnEmptyFlow_isEmpty() {
    assertThat(valuesOf(EMPTY.distinctUntilChanged())).isEmpty();
  }

  @Test
  void debounce_ofDistinctValues_emitsAll() {
    assertThat(valuesOf(TEN.distinctUntilChanged())).isEqualTo(TEN.toList());
  }

  @Test
  void debounce_ofEqualValues_emitsTheFirst() {
    assertThat(valuesOf(AsyncFlow.of(1, 1, 1, 1, 1).distinctUntilChanged())).containsExactly(1);
  }

  @Test
  void debounce_ofRepeatedValues_emitsTheFirstOfEach() {
    assertThat(valuesOf(AsyncFlow.of(1, 1, 2, 3, 4, 4, 5).distinctUntilChanged()))
        .containsExactly(1, 2, 3, 4, 5);
  }

  // sample, collect

  @Test
  void sample_ofAnEmptyFlow_isEmpty() {
    assertThat(valuesOf(EMPTY.sampleEvery(5))).isEmpty();
  }

  @Test
  void sample_everyValue_emitsAll() {
    assertThat(valuesOf(TEN.sampleEvery(1))).isEqualTo(TEN.toList());
  }

  @Test
  void sample_everyThirdValue_emitsThese() {
    assertThat(valuesOf(TEN.sampleEvery(3))).containsExactly(3, 6, 9);
  }

  @Test
  void collect_emitsTheResultsThatAreDefined() {
    assertThat(valuesOf(TEN.<Integer>mapNotNull(i -> i % 2 == 0 ? i * 10 : null)))
        .containsExactly(20, 40, 60, 80, 100);
  }
}
