package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.internal.flow.FlowInterop;
import org.junit.jupiter.api.Test;

/**
 * Guards that the loop over a flow neither needs stack for each value of a recursive flow, nor a
 * helper for each flow of {@code flatMapConcat}.
 */
class RecursiveIterationTest {
  private static int count(AsyncFlow<?> flow) {
    return taskScope()
        .call(
            scope -> {
              int values = 0;
              for (Object value : flow) {
                assertThat(value).isNotNull();
                values++;
              }
              return values;
            });
  }

  private static AsyncFlow<Integer> countdown(int from) {
    return from == 0
        ? AsyncFlow.of(0)
        : AsyncFlow.of(from).concatWith(AsyncFlow.of(from - 1).flatMapConcat(n -> countdown(n)));
  }

  /** Only the stack of a virtual thread can be moved to the heap. */
  @Test
  void recursiveFlow_emitsAtEachLevel_doesNotOverflowTheStack() {
    assumeTrue(Runtime.version().feature() >= 21);
    assertThat(count(countdown(3_000))).isEqualTo(3_001);
    assertThat(count(countdown(3_000).map(n -> n).take(4_000))).isEqualTo(3_001);
  }

  private static Flow<Object> kotlin(int from) {
    Flow<Object> rest =
        from == 0 ? FlowKt.emptyFlow() : (collector, k) -> kotlin(from - 1).collect(collector, k);
    List<Flow<Object>> parts = List.of(FlowKt.flowOf((Object) from), rest);
    return FlowKt.flattenConcat(FlowKt.asFlow(parts));
  }

  @Test
  void recursiveKotlinFlow_suspendsInEmit_doesNotOverflowTheStack() {
    List<UnaryOperator<AsyncFlow<?>>> operators =
        List.of(
            flow -> flow,
            flow -> flow.map(n -> n),
            flow -> flow.filter(n -> true).onEach(n -> {}),
            flow -> flow.take(9_000),
            flow -> flow.takeWhile(n -> true).map(n -> n));
    for (UnaryOperator<AsyncFlow<?>> operator : operators) {
      assertThat(count(operator.apply(FlowInterop.ofKotlin(kotlin(5_000))))).isEqualTo(5_001);
    }
  }

  @Test
  void generatorsOfFlatMapConcat_runOnOneHelper() {
    Set<Thread> helpers = ConcurrentHashMap.newKeySet();
    AtomicInteger calls = new AtomicInteger();
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 9)
            .flatMapConcat(
                n -> {
                  calls.incrementAndGet();
                  return n == 0
                      ? AsyncFlow.of(0)
                      : AsyncFlow.<Integer>generate(
                          out -> {
                            helpers.add(Thread.currentThread());
                            out.emit(n);
                          });
                });
    assertThat(valuesOf(flow)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(calls).hasValue(9);
    assertThat(helpers).hasSize(1).doesNotContain(Thread.currentThread());
  }

  private static List<Integer> valuesOf(AsyncFlow<Integer> flow) {
    List<Integer> values = new ArrayList<>();
    taskScope()
        .run(
            scope -> {
              for (int n : flow) {
                values.add(n);
              }
            });
    return values;
  }

  private static AsyncFlow<Integer> mixed(int n) {
    return n % 3 == 2 ? AsyncFlow.generate(out -> out.emit(n)) : AsyncFlow.of(n);
  }

  @Test
  void flowOfFlatMapConcat_thatMustBeCollected_losesNoState() {
    AsyncFlow<Integer> flow = AsyncFlow.range(0, 9).flatMapConcat(n -> mixed(n));
    assertThat(valuesOf(flow)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(valuesOf(flow.take(4))).containsExactly(0, 1, 2, 3);
    assertThat(valuesOf(flow.take(3))).containsExactly(0, 1, 2);
    assertThat(valuesOf(flow.take(2))).containsExactly(0, 1);
    assertThat(valuesOf(flow.drop(1).takeWhile(n -> n < 4))).containsExactly(1, 2, 3);
    assertThat(valuesOf(flow.drop(4).map(n -> -n))).containsExactly(-4, -5, -6, -7, -8);
    assertThat(valuesOf(flow.scan(0, Integer::sum).drop(3)))
        .containsExactly(3, 6, 10, 15, 21, 28, 36);
    assertThat(valuesOf(AsyncFlow.of(-1).concatWith(flow.take(3)).concatWith(AsyncFlow.of(7))))
        .containsExactly(-1, 0, 1, 2, 7);
    assertThat(valuesOf(flow.take(4).flatMapConcat(n -> AsyncFlow.of(n, n))))
        .containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
    assertThat(valuesOf(AsyncFlow.of(0, 1).flatMapConcat(n -> flow.drop(n).take(3))))
        .containsExactly(0, 1, 2, 1, 2, 3);
  }

  /** Another task has the rest collected while the owner's next flow is a generator. */
  @Test
  void anotherTask_getsTheRestOfFlatMapConcat() {
    List<Integer> values = Collections.synchronizedList(new ArrayList<>());
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator =
                  AsyncFlow.range(0, 9).flatMapConcat(n -> mixed(n)).take(7).iterator();
              values.add(iterator.next());
              scope.launch(() -> iterator.forEachRemaining(values::add)).await();
              assertThat(iterator.hasNext()).isFalse();
            });
    assertThat(values).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void failureOfFlatMapConcat_afterTheChange_isThrownByTheLoop() {
    IllegalStateException failure = new IllegalStateException("broken");
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 9)
            .flatMapConcat(n -> mixed(n))
            .onEach(
                n -> {
                  if (n == 4) {
                    throw failure;
                  }
                });
    List<Integer> values = new ArrayList<>();
    assertThatThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          for (int n : flow) {
                            values.add(n);
                          }
                        }))
        .isSameAs(failure);
    assertThat(values).containsExactly(0, 1, 2, 3);
  }
}
