package org.coroutines4j.testing;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.Traces.assertSame;

import java.util.List;
import org.coroutines4j.testkit.ChildJvm;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that a simulated day of a service passes in moments, and in the same way each time. */
@Tag("full")
class SimulatedDayTest {
  @Test
  void day_passes() {
    List<String> trace = SimulatedDay.trace(ofHours(24), null);

    assertThat(trace).hasSizeGreaterThan(2_000).last().isEqualTo("PT24H closed");
    assertThat(trace).anyMatch(line -> line.contains("gives up"));
    assertThat(trace).anyMatch(line -> line.contains("quiet"));
    assertThat(trace).anyMatch(line -> line.contains("again"));
    assertThat(trace).filteredOn(line -> line.contains("no paper")).hasSize(23);
  }

  @Test
  void manyTimes_itIsTheSame() {
    List<String> first = SimulatedDay.trace(ofHours(2), null);
    Rounds rounds = Rounds.atLeast(3);
    while (rounds.next()) {
      assertSame(first, SimulatedDay.trace(ofHours(2), null), "run " + rounds.count());
    }
  }

  @Test
  void otherJvms_doTheSame() throws Exception {
    for (int i = 0; i < 2; i++) {
      List<String> there = ChildJvm.run(30, SimulatedDay.class, "6").lines();
      assertSame(SimulatedDay.trace(ofHours(6), null), there, "other JVM");
      List<String> shuffledThere = ChildJvm.run(30, SimulatedDay.class, "6", "8").lines();
      assertSame(SimulatedDay.trace(ofHours(6), 8L), shuffledThere, "other JVM, shuffled");
    }
  }

  @Test
  void seeds_eachHaveATraceOfTheirOwn() {
    List<String> unshuffled = SimulatedDay.trace(ofHours(6), null);
    List<String> one = SimulatedDay.trace(ofHours(6), 1L);
    List<String> other = SimulatedDay.trace(ofHours(6), 2L);
    assertThat(List.of(unshuffled, one, other)).doesNotHaveDuplicates();
    assertSame(one, SimulatedDay.trace(ofHours(6), 1L), "seed 1");
    assertSame(other, SimulatedDay.trace(ofHours(6), 2L), "seed 2");
  }
}
