package org.coroutines4j.testing;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * Guards that a loop over a flow that never waits lets other tasks run after the same number of
 * values in each run, and that no time passes meanwhile.
 */
class EndlessPullInVirtualTimeTest {
  @Test
  void otherTasks_runAfterTheSameValue_inEachRun() {
    Set<Integer> values = new HashSet<>();
    for (int run = 0; run < 20; run++) {
      runTest(7, test -> values.add(pullUntilOthersHaveRun(test)));
    }
    assertThat(values).hasSize(1);
  }

  private static int pullUntilOthersHaveRun(TestScope test) {
    AtomicBoolean hasRun = new AtomicBoolean();
    Task<?> late = test.launch(() -> delay(ofSeconds(1)));
    test.launch(() -> hasRun.set(true));
    int last = 0;
    for (int n : AsyncFlow.iterate(0, n -> n + 1)) {
      last = n;
      if (hasRun.get()) {
        break;
      }
    }
    assertThat(test.clock().elapsed()).isEqualTo(ZERO);
    assertThat(late.isDone()).isFalse();
    return last;
  }
}
