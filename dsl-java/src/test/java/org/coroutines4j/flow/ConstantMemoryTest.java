package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards that flows do not keep values that have passed. */
@Tag("full")
@Tag("once")
@Timeout(120) // for a busy machine; alone each takes a few seconds
class ConstantMemoryTest {
  /**
   * The serial collector lets up to 5 % of the old generation lie as dead objects, so as not to
   * move what is above them; on a slow machine, where more had grown old, that was 1.2 MB.
   */
  private static final List<String> HEAP =
      List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:MarkSweepDeadRatio=0");

  private static final int SECONDS = 100;

  @Test
  void hundredMillionValues_passOperators_inASmallHeap() throws Exception {
    assertThat(ChildJvm.run(SECONDS, HEAP, ManyValues.class, "operators", "100000000"))
        .isEqualTo(new ChildJvm.Result(0, List.of("33333334")));
  }

  /** Heap in which ten million values would not fit, if an operator kept them. */
  private static final List<String> SMALL_HEAP = List.of("-Xmx32m", "-XX:+UseSerialGC");

  @Test
  void tenMillionValues_passEachLinearOperator_in32Megabytes() throws Exception {
    assertThat(linesOf(SMALL_HEAP, "10000000", "linear"))
        .hasSize(34)
        .contains("map 10000000", "takeLast 10", "split 1000001", "transformWhile 10000000")
        .contains("collectIndexed 9999999", "last 9999999", "intersperse 19999999");
  }

  /** Fewer values in less heap: on JDK 17 each of them takes some ten microseconds. */
  @Test
  void manyValues_passEachConcurrentOperator_in8Megabytes() throws Exception {
    List<String> heap = List.of("-Xmx8m", "-XX:+UseSerialGC");
    assertThat(linesOf(heap, "250000", "concurrent"))
        .hasSize(11)
        .contains("batch 250000", "buffer 250000", "zipAll 250000", "groupBy 250000")
        .contains("conflate 249999");
  }

  @Test
  void aGigabyteOfText_isReadAsLines_in32Megabytes() throws Exception {
    assertThat(ChildJvm.run(SECONDS, SMALL_HEAP, GigabyteOfText.class, String.valueOf(1 << 30)))
        .isEqualTo(new ChildJvm.Result(0, List.of(String.valueOf((1 << 30) / 64))));
  }

  private static List<String> linesOf(List<String> heap, String... args) throws Exception {
    ChildJvm.Result result = ChildJvm.run(SECONDS, heap, ManyValuesOfEach.class, args);
    assertThat(result.exitCode()).describedAs("%s", result).isZero();
    return result.lines();
  }

  @Test
  void heap_doesNotGrow_whileALoopPulls() throws Exception {
    ChildJvm.Result result = ChildJvm.run(SECONDS, HEAP, ManyValues.class, "loop", "200000");

    assertThat(result.exitCode()).describedAs("%s", result).isZero();
    assertThat(Long.parseLong(result.lines().get(0))).as("bytes").isLessThan(256 << 10);
  }
}
