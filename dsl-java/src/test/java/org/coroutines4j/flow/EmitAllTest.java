package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Guards that a generator may emit the values of a flow with coroutines of its own. */
class EmitAllTest {
  private static final AsyncFlow<Integer> SLOW =
      AsyncFlow.generate(
          out -> {
            for (int i = 0; i < 5; i++) {
              delay(ofMillis(2));
              out.emit(i);
            }
          });

  private static AsyncFlow<Integer> emitting(AsyncFlow<Integer> inner) {
    return AsyncFlow.generate(out -> out.emitAll(inner));
  }

  @Test
  void emitAll_ofFlowsThatAreCollectedConcurrently() {
    assertThat(emitting(SLOW.mergeWith(SLOW)).toList()).hasSize(10);
    assertThat(emitting(SLOW.buffer(2)).toList()).containsExactly(0, 1, 2, 3, 4);
    assertThat(emitting(SLOW.zip(SLOW, Integer::sum)).toList()).containsExactly(0, 2, 4, 6, 8);
    assertThat(emitting(SLOW.debounce(ofMillis(500))).toList()).containsExactly(4);
    assertThat(emitting(SLOW.buffer(2)).take(2).toList()).containsExactly(0, 1);
  }

  @Test
  void emitAll_inATask_ofAFlowOfAFlow() {
    AsyncFlow<Integer> flow =
        SLOW.flatMapMerge(4, n -> emitting(SLOW.buffer(1)).mergeWith(emitting(SLOW.conflate())));
    int values =
        taskScope().call(scope -> scope.async(() -> emitting(flow).toList().size()).await());
    assertThat(values).isGreaterThanOrEqualTo(30);
  }

  @Test
  void throttle_afterOperatorsWithCoroutines() {
    AsyncFlow<Integer> fast = SLOW.mergeWith(SLOW).throttle(ofMillis(1));
    assertThat(fast.timeout(ofSeconds(9)).toList()).hasSize(10);
  }

  @Test
  void collector_runsOnTheCollectingThread() {
    assertThat(SLOW.buffer(2).mergeWith(SLOW).map(n -> Thread.currentThread()).toSet())
        .isEqualTo(Set.of(Thread.currentThread()));
  }
}
