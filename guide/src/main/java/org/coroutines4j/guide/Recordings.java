package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

// endregion

/** Recordings of JDK Flight Recorder. */
public final class Recordings {
  private Recordings() {}

  // region record
  /** Runs a program that is recorded, and prints what its tasks have done. */
  public static void main(String[] args) throws IOException {
    Path file = Files.createTempFile("tasks", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable("coroutines4j.TaskEnd"); // the other events are on unless they are disabled
      recording.start();
      program();
      recording.dump(file);
    }
    RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("coroutines4j.Task"))
        .map(Recordings::text)
        .sorted() // a recording is in order within a thread only
        .forEach(System.out::println);
    Files.delete(file);
  }

  private static String text(RecordedEvent event) {
    return event.getString("scope")
        + ": "
        + event.getString("task")
        + " "
        + event.getString("outcome");
  }

  private static void program() {
    taskScope()
        .named("page")
        .run(
            scope -> {
              scope.named("load").launch(() -> delay(ofMillis(1)));
              scope.named("advert").lazily().launch(() -> delay(ofSeconds(60))).cancel();
            });
    withTimeoutOrEmpty(
        ofMillis(20),
        () ->
            taskScope()
                .named("search")
                .call(scope -> scope.named("index").async(Recordings::slow).await()));
  }

  private static String slow() {
    delay(ofSeconds(60));
    return "found";
  }

  // endregion
}
