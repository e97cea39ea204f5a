package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.coroutines4j.testkit.ChildJvm;
import org.coroutines4j.testkit.Stress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guards that a hundred million values pass some operators in a small heap; fewer in short runs.
 */
@Tag("stress")
@Timeout(3600) // for the long run
class LongFlowsTest {
  private static final List<String> HEAP = List.of("-Xmx32m", "-XX:+UseSerialGC");
  private static final double LONG_RUN = 100;
  private static final int SECONDS = 1_800;

  @Test
  void manyValues_passFiveOperators_in32Megabytes() throws Exception {
    long values = Stress.scale() >= LONG_RUN ? 100_000_000 : 1_000_000;
    ChildJvm.Result result =
        ChildJvm.run(
            SECONDS,
            HEAP,
            ManyValuesOfEach.class,
            String.valueOf(values),
            "linear",
            "map",
            "transformWhile",
            "mapStateful",
            "chunkedByWeight",
            "flatMapConcat");
    assertThat(result)
        .isEqualTo(
            new ChildJvm.Result(
                0,
                List.of(
                    "map " + values,
                    "transformWhile " + values,
                    "mapStateful " + values,
                    "chunkedByWeight " + values / 10,
                    "flatMapConcat " + values)));
  }
}
