package org.coroutines4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.Traces.assertSame;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that programs that do at random what a virtual-time test can do behave the same each time.
 */
@Tag("stress")
class DeterminismTest {
  private static final int RUNS = 3;

  @Test
  void randomPrograms_doTheSameEachTime() {
    Rounds programs = Rounds.atLeast(3);
    for (long seed = programs.take(); seed >= 0; seed = programs.take()) {
      List<String> first = RandomProgram.trace(seed, null);
      for (int run = 1; run < RUNS; run++) {
        assertSame(first, RandomProgram.trace(seed, null), "program " + seed);
      }
    }
  }

  @Test
  void shuffledPrograms_repeatForTheSameSeed_differForAnother() {
    Rounds programs = Rounds.atLeast(2);
    for (long seed = programs.take(); seed >= 0; seed = programs.take()) {
      Set<List<String>> traces = new HashSet<>();
      for (long order = 0; order < 3; order++) {
        List<String> first = RandomProgram.trace(seed, order);
        for (int run = 1; run < 3; run++) {
          assertSame(
              first, RandomProgram.trace(seed, order), "program " + seed + " in order " + order);
        }
        traces.add(first);
      }
      assertThat(traces).hasSize(3);
    }
  }
}
