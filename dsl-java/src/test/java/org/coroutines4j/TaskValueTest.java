package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that every caller sees the value of a task that is done. */
@Tag("stress")
class TaskValueTest {
  @Test
  void taskSeenDone_hasItsValueAtOnce() {
    Async.run(
        scope -> {
          Rounds rounds = Rounds.atLeast(200);
          while (rounds.next()) {
            int n = rounds.count();
            Task<Integer> task = scope.async(() -> n);
            Poll.until(task::isDone);
            assertThat(task.outcomeNow()).isEqualTo(new Outcome.Success<>(n));
          }
        });
  }
}
