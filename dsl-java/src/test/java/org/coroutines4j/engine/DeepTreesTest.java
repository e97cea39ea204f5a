package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In a cold JVM the stack frames are the largest, and kotlinx walks the tree of Jobs recursively.
 * Where ten thousand platform threads, on 17, all have something to do, two dispatchers must do.
 */
@EnabledIfSystemProperty(
    named = "coroutines4j.test.recovery",
    matches = "off",
    disabledReason = "the child JVM is the same in both modes")
@Timeout(90) // ten thousand platform threads, on 17, take their time
class DeepTreesTest {
  @ParameterizedTest
  @CsvSource({"virtual", "io", "cpu", "limited"})
  void deepTree_ends_withItsValue(String dispatcher) throws Exception {
    int values = DeepTrees.WIDTH * DeepTrees.WIDTH;
    assertEnds("value", dispatcher, "" + (DeepTrees.DEPTH + 1), "" + values);
  }

  @ParameterizedTest
  @CsvSource({"virtual", "limited"})
  void deepTree_ends_whenALeafFails(String dispatcher) throws Exception {
    assertEnds("leaf fails", dispatcher, "the last leaf", "the last leaf");
  }

  @ParameterizedTest
  @CsvSource({"virtual", "cpu"})
  void deepTree_ends_whenItsRootIsCancelled(String dispatcher) throws Exception {
    String message = "was cancelled: enough";
    ChildJvm.Result result = ChildJvm.run(60, DeepTrees.class, "cancelled", dispatcher);
    assertThat(result.exitCode()).describedAs("%s", result).isZero();
    assertThat(result.lines()).hasSize(2).allMatch(line -> line.endsWith(message));
  }

  @ParameterizedTest
  @CsvSource({"virtual", "io", "cpu", "limited"})
  void deepTree_ends_whenATimeoutAroundItFires(String dispatcher) throws Exception {
    assertEnds("timeout", dispatcher, "timed out after PT1S", "timed out after PT1S");
  }

  private static void assertEnds(String ending, String dispatcher, String chain, String tree)
      throws Exception {
    ChildJvm.Result result = ChildJvm.run(60, DeepTrees.class, ending, dispatcher);
    assertThat(result)
        .isEqualTo(new ChildJvm.Result(0, List.of("chain: " + chain, "tree: " + tree)));
  }
}
