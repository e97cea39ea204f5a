package org.coroutines4j.samples.asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs of tutorial 000. */
@ExtendWith(Recordings.class)
@Timeout(Recordings.PATIENCE_SECONDS)
class Tutorial000Test {
  @Test
  void sleepsInARow_takeTurnsAndAddUp(Recording run) {
    assertThat(run.linesWithoutTimes())
        .containsExactly(
            "Task 0 started",
            "Task 0 completed",
            "Task 1 started",
            "Task 1 completed",
            "Task 2 started",
            "Task 2 completed",
            "Sync elapsed time: #s");
    assertThat(run.printedSeconds()).isGreaterThanOrEqualTo(3.0);
    run.assertTookAtLeast(3.0);
  }

  @Test
  void gatherOverlapsSleeps_allStartBeforeAnyCompletes(Recording run) {
    assertThat(run.lines()).hasSize(7);
    assertThat(run.lines().subList(0, 3))
        .containsExactlyInAnyOrder("Task 0 started", "Task 1 started", "Task 2 started");
    assertThat(run.lines().subList(3, 6))
        .containsExactlyInAnyOrder("Task 0 completed", "Task 1 completed", "Task 2 completed");
    assertThat(run.linesWithoutTimes().get(6)).isEqualTo("Async elapsed time: #s");
    assertThat(run.printedSeconds()).isGreaterThanOrEqualTo(1.0);
    run.assertTookAtLeast(1.0);
  }

  @Test
  void lazyTaskRunsWhenAwaited_printsNothingOfTheBodyBefore(Recording run) {
    assertThat(run.lines())
        .containsExactly(
            "Task made, running: false",
            "User 1 query started",
            "User 1 query completed",
            "User_1");
    run.assertTookAtLeast(0.5);
  }

  @Test
  void awaitGivesTheValue_afterTheBodyHasRun(Recording run) {
    assertThat(run.lines())
        .containsExactly(
            "User 1 query started", "User 1 query completed", "{'id': 1, 'name': 'User_1'}");
    run.assertTookAtLeast(0.5);
  }

  @Test
  void runOpensAndClosesTheScope_scopeIsActiveInsideOnly(Recording run) {
    assertThat(run.lines())
        .containsExactly(
            "inside, scope active: true",
            "after it, scope active: false",
            "a closed scope starts no task");
  }

  @Test
  void gatherFromList_resultsInTheOrderOfTheList(Recording run) {
    assertThat(run.lines())
        .containsExactly(
            "https://api.example.com/users: 29 bytes",
            "https://api.example.com/posts: 29 bytes",
            "https://api.example.com/comments: 32 bytes");
    run.assertTookAtLeast(3.2);
  }

  @Test
  void taskGroupResults_areThereAfterTheBlock(Recording run) {
    assertThat(run.lines())
        .containsExactly(
            "https://api.example.com/users: 29 bytes", "https://api.example.com/posts: 29 bytes");
    run.assertTookAtLeast(2.9);
  }

  @Test
  void failureCancelsSiblings_throwsTheFirstFailureAfterThem(Recording run) {
    assertThat(run.lines())
        .containsExactly(
            "sibling cancelled",
            "java.lang.IllegalArgumentException: 1, suppressed: [java.lang.IllegalArgumentException: 2]");
    run.assertTookAtLeast(0.5);
  }

  @Test
  void timeoutStopsTheWork_afterTwoSecondsTwice(Recording run) {
    assertThat(run.lines()).containsExactly("Timeout! Exceeded 2 seconds", "wait_for timeout!");
    run.assertTookAtLeast(4.0);
  }

  @Test
  void semaphoreOfThree_threeAtOnceInFourWaves(Recording run) {
    int active = 0;
    int most = 0;
    for (String line : run.lines().subList(0, 20)) {
      active += line.endsWith(" start") ? 1 : -1;
      most = Math.max(most, active);
    }
    assertThat(most).isEqualTo(3);
    assertThat(run.lines().subList(0, 3)).allMatch(line -> line.endsWith(" start"));
    assertThat(run.lines().subList(0, 20))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 10)
                .boxed()
                .flatMap(i -> Stream.of("Task " + i + " start", "Task " + i + " complete"))
                .toList());
    assertThat(run.lines().subList(20, run.lines().size())).containsExactly("Total 10 completed");
    run.assertTookAtLeast(4.0);
  }

  @Test
  void pagesOneByOne_areMadeAsTheLoopAsksForThem(Recording run) {
    assertThat(run.lines())
        .containsExactly("Page 1: 5 items", "Page 2: 5 items", "Page 3: 5 items");
    run.assertTookAtLeast(0.9);
  }
}
