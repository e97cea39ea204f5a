package org.coroutines4j.testing.suite;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.testing.VirtualTime.runShuffled;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.MutableStateFlow;
import org.junit.jupiter.api.Test;

/** What a collector of a hot flow does not see, however long it waits. */
class StateFlowTest {
  @Test
  void equalValue_isNotEmitted() {
    runShuffled(
        20,
        test -> {
          MutableStateFlow<List<Integer>> lists = MutableStateFlow.create(List.of(1));
          List<List<Integer>> got = new ArrayList<>();
          Task<?> collector = test.launch(() -> lists.collect(got::add));
          delay(ofDays(1));
          lists.set(new ArrayList<>(List.of(1)));
          delay(ofDays(1));
          assertThat(got).containsExactly(List.of(1));
          lists.set(List.of(2));
          delay(ofDays(1));
          assertThat(got).containsExactly(List.of(1), List.of(2));
          collector.cancel();
        });
  }

  @Test
  void changeAndBack_isNoChange_toACollectorThatIsBusy() {
    runShuffled(
        20,
        test -> {
          MutableStateFlow<Integer> state = MutableStateFlow.create(0);
          List<Integer> seen = new ArrayList<>();
          Task<?> busy =
              test.launch(
                  () ->
                      state.collect(
                          n -> {
                            seen.add(n);
                            delay(ofDays(3));
                          }));
          delay(ofDays(1));
          state.set(1);
          delay(ofDays(1));
          state.set(0);
          delay(ofDays(9));
          assertThat(seen).containsExactly(0);
          state.set(2);
          delay(ofDays(1));
          assertThat(seen).containsExactly(0, 2);
          busy.cancel();
        });
  }

  @Test
  void valueWithoutACollector_isLost_unlessItIsReplayed() {
    runShuffled(
        20,
        test -> {
          MutableSharedFlow<Integer> forgetful = MutableSharedFlow.create(0, 10, Overflow.SUSPEND);
          forgetful.emit(1);
          assertThat(withTimeoutOrEmpty(ofDays(1), forgetful::first)).isEmpty();
          MutableSharedFlow<Integer> replaying = MutableSharedFlow.create(1);
          replaying.emit(1);
          assertThat(withTimeoutOrEmpty(ofDays(1), replaying::first)).contains(1);
          assertThat(test.clock().elapsed()).isEqualTo(ofDays(1));
        });
  }
}
