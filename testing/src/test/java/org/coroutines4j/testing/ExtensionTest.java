package org.coroutines4j.testing;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

@ExtendWith(VirtualTimeExtension.class)
class ExtensionTest {
  @Test
  void test_runsInVirtualTime(TestScope test) {
    Task<Integer> task =
        test.async(
            () -> {
              delay(ofHours(1));
              return 1;
            });
    assertThat(task.await()).isEqualTo(1);
    assertThat(test.clock().elapsed()).isEqualTo(ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void parameterizedTest_runsInVirtualTime(int hours, TestScope test) {
    delay(ofHours(hours));
    assertThat(test.clock().elapsed()).isEqualTo(ofHours(hours));
  }

  @Test
  void methodWithoutAScope_runsOnTheThreadOfTheTest() {
    assertThat(Thread.currentThread().getStackTrace())
        .noneMatch(frame -> frame.getClassName().equals(TestRun.class.getName()));
  }

  @Test
  void failure_isThatOfTheTest() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Failing.class))
        .enableImplicitConfigurationParameters(false)
        .execute()
        .testEvents()
        .assertStatistics(counts -> counts.started(1).failed(1))
        .failed()
        .assertEventsMatchExactly(
            org.junit.platform.testkit.engine.EventConditions.finishedWithFailure(
                org.junit.platform.testkit.engine.TestExecutionResultConditions.message(
                    "as it is")));
  }

  @ExtendWith(VirtualTimeExtension.class)
  static final class Failing {
    @Test
    void fails(TestScope test) {
      delay(ofHours(1));
      throw new IllegalStateException("as it is");
    }
  }
}
