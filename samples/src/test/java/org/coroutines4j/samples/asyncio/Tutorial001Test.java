package org.coroutines4j.samples.asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs of tutorial 001. */
@ExtendWith(Recordings.class)
@Timeout(Recordings.PATIENCE_SECONDS)
class Tutorial001Test {
  @Test
  void helloWorld_waitsBetween(Recording run) {
    assertThat(run.lines()).containsExactly("Hello", "World");
    run.assertTookAtLeast(1.0);
  }

  @Test
  void fileReadOnExecutor_printsTheFile(Recording run) throws IOException {
    assertThat(run.lines())
        .isEqualTo(Files.readAllLines(Path.of(System.getProperty("java.home"), "release")));
  }

  @Test
  void tasksRunTogether_takeTheLongerTime(Recording run) {
    assertThat(run.lines()).containsExactly("A done B done");
    run.assertTookAtLeast(2.0);
  }

  @Test
  void gatherKeepsTheOrder_ofItsArguments(Recording run) {
    assertThat(run.lines())
        .containsExactly(
            "Response from site1.com", "Response from site2.com", "Response from site3.com");
    run.assertTookAtLeast(1.0);
  }

  @Test
  void timeoutAroundATask_afterTwoSeconds(Recording run) {
    assertThat(run.lines()).containsExactly("Operation timed out!");
    run.assertTookAtLeast(2.0);
  }

  @Test
  void waitForTheFirst_doesNotWaitForTheSlowOne(Recording run) {
    assertThat(run.lines()).containsExactly("Completed: fast: 1s", "Still pending: 1");
    run.assertTookAtLeast(1.0);
  }

  @Test
  void waitForFailureOrAll_tellsOutcomesAndThrowsNothing(Recording run) {
    String failure =
        "Done: Failure[exception=java.lang.IllegalArgumentException: Something went wrong]";
    assertThat(run.lines())
        .containsExactly(
            failure, "Pending: 1", "Done: Success[value=value]", failure, "Pending: 0");
    run.assertTookAtLeast(2.0);
  }

  @Test
  void iteratorThatWaits_isAskedByTheLoop(Recording run) {
    assertThat(run.lines()).containsExactly("0", "1", "2", "3", "4");
    run.assertTookAtLeast(2.5);
  }

  @Test
  void connectionForABlock_opensAndClosesAroundTheUse(Recording run) {
    assertThat(run.lines())
        .containsExactly(
            "Connecting...",
            "Connected",
            "Result of: SELECT * FROM users",
            "Disconnecting...",
            "Disconnected");
    run.assertTookAtLeast(1.6);
  }

  @Test
  void managedResource_isGivenBackByTheBodyThatGotIt(Recording run) {
    assertThat(run.lines())
        .containsExactly("Acquiring database", "Using database", "Releasing database");
    run.assertTookAtLeast(0.7);
  }

  @Test
  void blockingCallInATask_givesItsValue(Recording run) {
    assertThat(run.lines()).containsExactly("IO complete");
    run.assertTookAtLeast(2.0);
  }

  @Test
  void computeOnAPool_givesTheSum(Recording run) {
    assertThat(run.lines()).containsExactly("333332833333500000");
  }

  @Test
  void generatorInALoop_takesHalfASecondForEach(Recording run) {
    assertThat(run.lines()).containsExactly("0", "1", "2", "3", "4");
    run.assertTookAtLeast(2.5);
  }

  @Test
  void listOfAGenerator_hasAllValues(Recording run) {
    assertThat(run.lines()).containsExactly("[0, 1, 2]");
    run.assertTookAtLeast(1.5);
  }

  @Test
  void failureComesOutOfAwait_asItself(Recording run) {
    assertThat(run.lines()).containsExactly("Caught exception: Something went wrong");
    run.assertTookAtLeast(1.0);
  }

  @Test
  void gatherSettled_failureCancelsNobody(Recording run) {
    assertThat(run.lines())
        .containsExactly("Task succeeded: None", "Task failed: Something went wrong");
    run.assertTookAtLeast(2.0);
  }

  @Test
  void failureNobodyAwaits_isThrownByRunAfterTheBody(Recording run) {
    assertThat(run.lines()).containsExactly("main returns", "run throws: boom");
    run.assertTookAtLeast(1.0);
  }

  @Test
  void cancelWithCleanup_cleansUpBeforeItIsConfirmed(Recording run) {
    assertThat(run.lines())
        .containsExactly(
            "Working...",
            "Working...",
            "Working...",
            "Task was cancelled, cleaning up...",
            "Task cancellation confirmed");
    run.assertTookAtLeast(2.5);
  }
}
