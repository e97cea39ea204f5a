package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In a cold JVM the stack frames are the largest, and kotlinx walks the tree of Jobs recursively.
 * Ten thousand leaves that all have something to do are platform threads on 17: enough once.
 */
@Tag("alone")
@Tag("once")
@Timeout(90) // ten thousand platform threads, on 17, take their time
class DeepTreesTest {
  @ParameterizedTest
  @CsvSource({"virtual, 100", "io, 100", "cpu, 100", "limited, 100"})
  void deepTree_ends_withItsValue(String dispatcher, int width) throws Exception {
    assertEnds("value", dispatcher, width, DeepTrees.DEPTH + 1, width * width);
  }

  @ParameterizedTest
  @CsvSource({"virtual, 100", "limited, 30"})
  void deepTree_ends_whenALeafFails(String dispatcher, int width) throws Exception {
    assertEnds("leaf fails", dispatcher, width, "the last leaf", "the last leaf");
  }

  @ParameterizedTest
  @CsvSource({"virtual, 100", "io, 30", "cpu, 30", "limited, 30"})
  void deepTree_ends_whenATimeoutAroundItFires(String dispatcher, int width) throws Exception {
    assertEnds("timeout", dispatcher, width, "timed out after PT1S", "timed out after PT1S");
  }

  private static void assertEnds(
      String ending, String dispatcher, int width, Object chain, Object tree) throws Exception {
    ChildJvm.Result result = ChildJvm.run(60, DeepTrees.class, ending, dispatcher, "" + width);
    assertThat(result)
        .isEqualTo(new ChildJvm.Result(0, List.of("chain: " + chain, "tree: " + tree)));
  }
}
