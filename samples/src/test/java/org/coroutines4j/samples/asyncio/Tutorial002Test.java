package org.coroutines4j.samples.asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs of tutorial 002. */
@ExtendWith(Recordings.class)
@Timeout(Recordings.PATIENCE_SECONDS)
class Tutorial002Test {
  @Test
  void callsInARow_addUp(Recording run) {
    assertThat(run.linesWithoutTimes())
        .containsExactly(
            "Starting API 1",
            "Finished API 1",
            "Starting API 2",
            "Finished API 2",
            "Sequential: #s");
    assertThat(run.printedSeconds()).isGreaterThanOrEqualTo(3.0);
  }

  @Test
  void callsTogether_shorterOneEndsFirst(Recording run) {
    assertThat(run.lines().subList(0, 2))
        .containsExactlyInAnyOrder("Starting API 3", "Starting API 4");
    assertThat(run.linesWithoutTimes().subList(2, 5))
        .containsExactly("Finished API 4", "Finished API 3", "Concurrent: #s");
    assertThat(run.printedSeconds()).isGreaterThanOrEqualTo(2.0);
  }

  @Test
  void fetchManyUrls_bodiesInTheOrderOfTheAddresses(Recording run) {
    assertThat(run.linesWithoutTimes())
        .containsExactly(
            "page /delay/1000", "page /delay/2000", "page /delay/1000", "Fetched in #s");
    assertThat(run.printedSeconds()).isGreaterThanOrEqualTo(2.0);
  }

  @Test
  void fetchErrorAsValue_standsBesideTheGoodPage(Recording run) {
    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().get(0)).isEqualTo("page /delay/1000");
    assertThat(run.lines().get(1))
        .matches("Error fetching http://127\\.0\\.0\\.1:\\d+/missing: status 404");
    run.assertTookAtLeast(1.0);
  }

  @Test
  void cancelBackgroundWorkers_workTogetherUntilCancelled(Recording run) {
    assertThat(run.lines()).hasSize(11);
    for (int round = 0; round < 5; round++) {
      assertThat(run.lines().subList(2 * round, 2 * round + 2))
          .containsExactlyInAnyOrder("Worker 1 working...", "Worker 2 working...");
    }
    assertThat(run.lines().get(10)).isEqualTo("Tasks cancelled");
    run.assertTookAtLeast(4.5);
  }

  @Tag("full")
  @Test
  void tenThousandSleeps_takeLittleMoreThanOne(Recording run) {
    assertThat(run.linesWithoutTimes()).containsExactly("10000 sleeps of one second: #s");
    assertThat(run.printedSeconds()).isGreaterThanOrEqualTo(1.0);
  }

  @Test
  void producerAndTwoConsumers_takeTurnsAndEnd(Recording run) {
    assertThat(run.lines()).hasSize(11);
    String first = run.lines().get(1).substring(0, "Consumer-1".length());
    String second = first.equals("Consumer-1") ? "Consumer-2" : "Consumer-1";
    assertThat(run.lines().subList(0, 9))
        .containsExactly(
            "Produced item-0",
            first + " consumed item-0",
            "Produced item-1",
            second + " consumed item-1",
            "Produced item-2",
            first + " consumed item-2",
            "Produced item-3",
            second + " consumed item-3",
            "Produced item-4");
    // after the shutdown the first consumer gets what is left
    assertThat(run.lines().get(9)).matches("Consumer-[12] consumed item-4");
    assertThat(run.lines().get(10)).isEqualTo("All have ended");
    run.assertTookAtLeast(2.5);
  }
}
