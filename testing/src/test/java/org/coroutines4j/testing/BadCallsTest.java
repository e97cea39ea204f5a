package org.coroutines4j.testing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.testing.VirtualTime.runShuffled;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BadCallsTest {
  @Test
  void nulls_areNamed() {
    assertNull("body", () -> runTest(null));
    assertNull("body", () -> runTest(1, null));
    assertNull("body", () -> runShuffled(1, null));
    runTest(
        test -> {
          assertNull("stage", () -> test.external(null));
          assertNull("d", () -> test.clock().advanceBy(null));
          assertNull("zone", () -> test.clock().withZone(null));
        });
  }

  private static void assertNull(String name, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name);
  }

  @Test
  void timesBelowOne_areRefused() {
    assertThatThrownBy(() -> runShuffled(0, test -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("times must be at least 1, but is 0");
  }

  @Test
  void negativeDuration_letsNoTimePass() {
    runTest(
        test -> {
          test.clock().advanceBy(ofSeconds(-1));
          assertThat(test.clock().elapsed()).isZero();
        });
  }

  @Test
  void clockOfATest_isMovedByItsTasksOnly() {
    runTest(
        test -> {
          CompletableFuture<Throwable> refused = new CompletableFuture<>();
          new Thread(() -> refused.complete(thrownBy(() -> test.clock().runCurrent()))).start();
          assertThat(test.external(refused).get())
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("only a task of the test");
        });
  }

  private static Throwable thrownBy(Runnable call) {
    try {
      call.run();
      return null;
    } catch (Throwable t) {
      return t;
    }
  }

  @Test
  void scopeOfATest_isUsedInItOnly() {
    TestScopeImpl early = new TestScopeImpl();
    assertThatThrownBy(early::clock)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has not begun");
    TestScope[] late = {null};
    runTest(test -> late[0] = test);
    assertThatThrownBy(() -> late[0].launch(() -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ended");
  }
}
