package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cancels the trees of {@link DeepTreesTest}. It is a class of its own so that both can run in
 * parallel.
 */
@Tag("alone")
@Tag("once")
@Timeout(90) // ten thousand platform threads, on 17, take their time
class DeepTreesCancelledTest {
  @ParameterizedTest
  @CsvSource({"virtual, 100", "cpu, 30"})
  void deepTree_ends_whenItsRootIsCancelled(String dispatcher, int width) throws Exception {
    ChildJvm.Result result = ChildJvm.run(60, DeepTrees.class, "cancelled", dispatcher, "" + width);
    assertThat(result.exitCode()).describedAs("%s", result).isZero();
    assertThat(result.lines()).hasSize(2).allMatch(line -> line.endsWith("was cancelled: enough"));
  }
}
