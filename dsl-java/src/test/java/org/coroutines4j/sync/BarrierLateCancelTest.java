package org.coroutines4j.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;

/**
 * Guards that a cancellation after all tasks have arrived, and a release when all permits are
 * available, change nothing.
 */
class BarrierLateCancelTest {
  @Test
  void waiterCancelledWhenAllAreHere_isOneOfThem() {
    List<Integer> indices = Collections.synchronizedList(new ArrayList<>());
    AsyncBarrier barrier = new AsyncBarrier(2);
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1)) // so that the first is woken and waits
        .run(
            scope -> {
              Task<?> first = scope.launch(() -> indices.add(barrier.await()));
              scope.launch(
                  () -> {
                    indices.add(barrier.await());
                    first.cancel();
                  });
            });
    assertThat(indices).containsExactlyInAnyOrder(0, 1);
  }
}
