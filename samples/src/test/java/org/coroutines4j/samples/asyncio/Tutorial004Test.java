package org.coroutines4j.samples.asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs of tutorial 004. */
@ExtendWith(Recordings.class)
@Timeout(Recordings.PATIENCE_SECONDS)
class Tutorial004Test {
  @Test
  void helloAsyncio_waitsBetween(Recording run) {
    assertThat(run.lines()).containsExactly("Hello asyncio!", "Done!");
    run.assertTookAtLeast(1.0);
  }

  @Test
  void valueOfACall_isThere(Recording run) {
    assertThat(run.lines()).containsExactly("Data from https://api.example.com");
    run.assertTookAtLeast(0.5);
  }

  @Test
  void gatherTakesTheLongest_allStartFirst(Recording run) {
    assertThat(run.lines().subList(0, 3))
        .containsExactlyInAnyOrder("Start A", "Start B", "Start C");
    assertThat(run.linesWithoutTimes().subList(3, 4))
        .containsExactly("Done in #s: ['A', 'B', 'C']");
    assertThat(run.printedSeconds()).isGreaterThanOrEqualTo(2.0);
  }

  @Tag("full")
  @Test
  void fetchOneUrlFiveTimes_countsThePages(Recording run) {
    assertThat(run.lines()).containsExactly("Fetched 5 pages");
    run.assertTookAtLeast(1.0);
  }

  @Test
  void errorsInPlace_onlyTheFailureIsAnError(Recording run) {
    assertThat(run.lines())
        .containsExactly("Task 0 OK", "Task 1 OK", "Error: Task 2 failed!", "Task 3 OK");
  }

  @Test
  void queueJoin_returnsWhenTheLastItemIsDone(Recording run) {
    assertThat(run.lines())
        .containsExactly(
            "Consumed item-0",
            "Consumed item-1",
            "Consumed item-2",
            "Consumed item-3",
            "Consumed item-4",
            "All done");
    run.assertTookAtLeast(1.0);
  }

  @Test
  void slowStepReported_withItsDuration(Recording run) {
    assertThat(run.lines()) // on a busy machine any step may be slow, and the watch late
        .allMatch(
            line -> line.matches(".+ has held eventLoop for \\d{3,} ms without a wait(, at:)?"))
        .anyMatch(line -> line.matches("C4J-602 \\[.*/step #\\d+\\]: task 'step' .*"));
  }
}
