package org.coroutines4j.testing;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards that Flight Recorder measures waits by the real clock, and tells which limits are not. */
@Tag("once")
class JfrInVirtualTimeTest {
  @TempDir Path folder;

  @Test
  void virtualHours_areNoWaits_andLimitsAreMarked() throws Exception {
    Path file = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("coroutines4j.TaskEnd");
      recording.start();
      runTest(
          test -> {
            test.named("sleeper").launch(() -> delay(ofHours(24))).join();
            assertThat(
                    withTimeoutOrEmpty(
                        ofHours(1),
                        () -> {
                          delay(ofHours(2));
                          return "late";
                        }))
                .isEmpty();
          });
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("coroutines4j.TimeoutExpired"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getBoolean("virtualTime")).isTrue();
              assertThat(event.getDuration("limit")).isEqualTo(ofHours(1));
            });
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("coroutines4j.TaskEnd"))
        .filteredOn(event -> event.getString("task").equals("sleeper"))
        .singleElement()
        .satisfies(event -> assertThat(event.getDuration()).isLessThan(ofHours(1)));
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("coroutines4j.Wait"))
        .allSatisfy(event -> assertThat(event.getDuration()).isLessThan(ofHours(1)));
  }
}
