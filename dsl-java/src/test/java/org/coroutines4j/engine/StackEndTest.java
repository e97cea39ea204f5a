package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that a wait that begins near the end of the stack either ends or overflows the stack. It
 * never parks its thread indefinitely and breaks nothing that other code uses.
 */
@Tag("full")
@Tag("once")
@Timeout(90)
class StackEndTest {
  @ParameterizedTest
  @ValueSource(strings = {"done", "minimal", "select", "later", "delay", "timeout", "scope"})
  void recursionOverWaits_overflows(String wait) throws Exception {
    assertThat(ChildJvm.run(60, List.of("-Xss320k"), StackEnd.class, wait).lines())
        .contains("stuck: 0");
  }

  /** Interpreted, where stack frames are the same each time. */
  @Test
  void stageCompletedNearTheEndOfAStack_wakesItsWaiters() throws Exception {
    assertThat(ChildJvm.run(60, List.of("-Xint"), DeepCompletion.class).lines())
        .contains("woken: 80 of 80");
  }
}
