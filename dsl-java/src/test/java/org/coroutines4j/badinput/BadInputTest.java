package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that each bad call throws an exception that names what was wrong, runs no lambda, leaves
 * no task running and affects no other caller.
 */
class BadInputTest {
  static Stream<BadCall> badCalls() {
    return Tables.members().flatMap(member -> member.calls.stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void badCalls(BadCall bad) throws Throwable {
    try (World world = new World()) {
      if (bad.thrown() == null) {
        bad.call().in(world);
      } else {
        Throwable thrown = catchThrowable(() -> bad.call().in(world));
        assertThat(thrown).isExactlyInstanceOf(bad.thrown());
        if (thrown instanceof NullPointerException) {
          assertThat(thrown).hasMessage(bad.message().get(0));
        }
        assertThat(thrown).hasMessageContainingAll(bad.message().toArray(new String[0]));
      }
      world.assertUnharmed();
    }
  }
}
