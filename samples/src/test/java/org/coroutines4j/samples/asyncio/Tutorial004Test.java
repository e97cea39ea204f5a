package org.coroutines4j.samples.asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs of tutorial 004. */
@ExtendWith(Recordings.class)
class Tutorial004Test {
  @Test
  void helloAsyncio_waitsBetween(Recording run) {
    assertThat(run.lines()).containsExactly("Hello asyncio!", "Done!");
    run.assertTook(1.0, 4.0);
  }

  @Test
  void valueOfACall_isThere(Recording run) {
    assertThat(run.lines()).containsExactly("Data from https://api.example.com");
    run.assertTook(0.5, 3.0);
  }

  @Test
  void gatherTakesTheLongest_allStartFirst(Recording run) {
    assertThat(run.lines().subList(0, 3))
        .containsExactlyInAnyOrder("Start A", "Start B", "Start C");
    assertThat(run.linesWithoutTimes().subList(3, 4))
        .containsExactly("Done in #s: ['A', 'B', 'C']");
    assertThat(run.printedSeconds()).isBetween(2.0, 3.5);
  }

  @Test
  void fetchOneUrlFiveTimes_takesLittleMoreThanOne(Recording run) {
    assertThat(run.lines()).containsExactly("Fetched 5 pages");
    run.assertTook(1.0, 5.0);
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
    run.assertTook(1.0, 4.0);
  }

  @Test
  void slowStepReported_withItsDuration(Recording run) {
    assertThat(run.lines()).hasSize(1);
    assertThat(run.lines().get(0))
        .matches("task 'step' has held eventLoop for \\d{3,} ms without a wait, at:");
  }
}
