package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that there is room on the stack where the guard finds some, in interpreted code and in
 * code of each compiler.
 */
@Tag("full")
@Tag("once")
class StackGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation",
        "-XX:+TieredCompilation"
      })
  void roomThatTheGuardFinds_isThere(String mode) throws Exception {
    assertThat(ChildJvm.run(60, List.of(mode), StackRoom.class).lines()).contains("enough: true");
  }
}
