package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Guards that loops that yield let a task run that other code has woken, also with a single carrier
 * thread.
 */
@Tag("once")
@Timeout(60)
class YieldingLoopsTest {
  private static final List<String> ONE_CARRIER =
      List.of(
          "-Djdk.virtualThreadScheduler.parallelism=1",
          "-Djdk.virtualThreadScheduler.maxPoolSize=1");

  @ParameterizedTest
  @CsvSource({"virtual, 2, timer", "eventLoop, 1, timer", "limited, 3, timer"})
  void loopsThatYield_letATaskRunThatATimerWakes(String dispatcher, String loops, String wait)
      throws Exception {
    assertThat(ChildJvm.run(20, ONE_CARRIER, YieldingLoops.class, dispatcher, loops, wait))
        .isEqualTo(new ChildJvm.Result(0, List.of("ended")));
  }

  @Tag("full")
  @ParameterizedTest
  @CsvSource({
    "virtual, 1, timer",
    "virtual, 3, thread",
    "virtual, 3, sleep",
    "eventLoop, 3, thread",
    "limited, 1, timer"
  })
  void otherLoopsThatYield_letATaskRunThatIsWoken(String dispatcher, String loops, String wait)
      throws Exception {
    loopsThatYield_letATaskRunThatATimerWakes(dispatcher, loops, wait);
  }
}
