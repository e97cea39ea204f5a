package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coroutines4j.Async;
import org.coroutines4j.testing.TestScope;
import org.coroutines4j.testing.VirtualTime;
import org.coroutines4j.testing.VirtualTimeExtension;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Virtual time with the JUnit that the parent manages. */
@ExtendWith(VirtualTimeExtension.class)
class VirtualTimeTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void extension_runsATestInVirtualTime(TestScope test) {
    Async.delay(DAY);
    assertThat(test.clock().elapsed()).isEqualTo(DAY);
  }

  @RepeatedTest(2)
  void extension_runsARepeatedTestInVirtualTime(TestScope test) {
    Async.delay(DAY);
    assertThat(test.clock().elapsed()).isEqualTo(DAY);
  }

  @Test
  void runTest_runsInVirtualTime() {
    VirtualTime.runTest(
        test -> {
          Async.delay(DAY);
          assertThat(test.clock().elapsed()).isEqualTo(DAY);
        });
  }

  @TestFactory
  DynamicTest extension_runsADynamicTestInVirtualTime(TestScope test) {
    return DynamicTest.dynamicTest(
        "a day",
        () -> {
          Async.delay(DAY);
          assertThat(test.clock().elapsed()).isEqualTo(DAY);
        });
  }
}
