package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.coroutines4j.testkit.Stress;
import org.junit.jupiter.api.Test;

/** A task that is done has its value, for whoever looks. */
class TaskValueTest {
  @Test
  void taskSeenDone_hasItsValueAtOnce() {
    Async.run(
        scope -> {
          for (int i = 0; i < Stress.rounds(20_000); i++) {
            int n = i;
            Task<Integer> task = scope.async(() -> n);
            while (!task.isDone()) {
              Thread.onSpinWait();
            }
            assertThat(task.outcome()).isEqualTo(new Outcome.Success<>(n));
          }
        });
  }
}
