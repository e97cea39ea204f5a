package org.coroutines4j.samples.asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs of tutorial 003. */
@ExtendWith(Recordings.class)
@Timeout(Recordings.PATIENCE_SECONDS)
class Tutorial003Test {
  @Test
  void greet_afterAMoment(Recording run) {
    assertThat(run.lines()).containsExactly("Hello, Alice!");
    run.assertTookAtLeast(0.1);
  }

  @Test
  void blockingCallFreezesNobody_tickerGoesOn(Recording run) {
    List<String> meanwhile =
        run.lines()
            .subList(run.lines().indexOf("blocking") + 1, run.lines().indexOf("blocking is over"));
    assertThat(meanwhile).isNotEmpty().allMatch(line -> line.matches("tick at \\d\\.\\d"));
    run.assertTookAtLeast(1.0);
  }

  @Test
  void frozenLoop_nobodyTicks_butForBlocking(Recording run) {
    List<String> lines = run.lines();
    int asleep = lines.indexOf("sleeping");
    assertThat(lines.subList(0, asleep)).isNotEmpty().containsOnly("tick");
    assertThat(lines.get(asleep + 1)).isEqualTo("awake");
    List<String> last =
        lines.subList(lines.indexOf("sleeping, in blocking(...)") + 1, lines.size());
    assertThat(last.subList(0, last.size() - 1)).isNotEmpty().containsOnly("tick");
    assertThat(last).endsWith("awake");
  }

  @Test
  void noAwaitToForget_lazyTaskThatNobodyStartedIsCancelled(Recording run) {
    assertThat(run.lines()).containsExactly("Hello, Alice!", "lazy task cancelled: true");
  }

  @Test
  void runInsideRun_returnsItsValue(Recording run) {
    assertThat(run.lines()).containsExactly("inner run returned 42", "outer run goes on");
  }

  @Test
  void gatherReverseDelays_resultsInOrder(Recording run) {
    assertThat(run.linesWithoutTimes())
        .containsExactly(
            "['result-1', 'result-2', 'result-3']", "Done in #s  (sequential would take ~0.60s)");
    assertThat(run.printedSeconds()).isGreaterThanOrEqualTo(0.3);
  }

  @Test
  void fireAndForget_mainGoesOn(Recording run) {
    assertThat(run.lines())
        .containsExactly("Main work happening...", "More main work...", "[bg] cleanup done");
  }

  @Test
  void runWaitsForItsTasks_andCancelsBackgroundOnes(Recording run) {
    assertThat(run.lines())
        .containsExactly("main returns", "leftover task done", "background task cancelled");
  }

  @Test
  void timeoutOfOneSecond_afterASecond(Recording run) {
    assertThat(run.lines()).containsExactly("Timed out after 1s");
    run.assertTookAtLeast(1.0);
  }

  @Test
  void blockingCallsOverlap_resultsInOrder(Recording run) {
    assertThat(run.lines()).containsExactly("[0, 1, 4, 9, 16]");
    run.assertTookAtLeast(0.4);
  }

  @Test
  void computeOnAllProcessors_countsAllPrimes(Recording run) {
    assertThat(run.linesWithoutTimes())
        .containsExactly("One job: 25997 primes in #s", "Two jobs: [25997, 25997] primes in #s");
  }

  @Test
  void producerAndConsumer_takeTurnsAndEnd(Recording run) {
    assertThat(run.lines())
        .containsExactly(
            "Produced: a",
            "  Consumed: a",
            "Produced: b",
            "  Consumed: b",
            "Produced: c",
            "  Consumed: c");
  }
}
