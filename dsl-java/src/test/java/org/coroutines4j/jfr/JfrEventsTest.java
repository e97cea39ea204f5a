package org.coroutines4j.jfr;

import static java.time.Duration.ofMillis;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jdk.jfr.Configuration;
import jdk.jfr.Name;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards the events of Flight Recorder: each is recorded, with what it tells, whether Flight
 * Recorder starts with the JVM or later.
 */
@Tag("once")
class JfrEventsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path SETTINGS = ROOT.resolve("docs/public/coroutines4j.jfc");
  private static final Path CLASSES =
      ROOT.resolve("runtime/src/main/java/org/coroutines4j/runtime/jfr");

  @TempDir Path folder;

  private List<RecordedEvent> events = List.of();

  static Set<String> allEvents() throws Exception {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(CLASSES)) {
      for (String file : files.map(path -> path.getFileName().toString()).toList()) {
        if (file.endsWith("Event.java")) {
          String type = "org.coroutines4j.runtime.jfr." + file.replace(".java", "");
          names.add(Class.forName(type).getAnnotation(Name.class).value());
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(7);
    return names;
  }

  private void read(List<String> options, String... args) throws Exception {
    ChildJvm.Result result = ChildJvm.run(60, options, JfrProgram.class, args);
    assertThat(result.exitCode()).describedAs("%s", result.lines()).isZero();
    events =
        RecordingFile.readAllEvents(folder.resolve("events.jfr")).stream()
            .filter(event -> event.getEventType().getName().startsWith("coroutines4j."))
            .toList();
  }

  private List<RecordedEvent> events(String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("coroutines4j." + name))
        .toList();
  }

  private RecordedEvent event(String name, String task) {
    List<RecordedEvent> found =
        events(name).stream().filter(event -> event.getString("task").equals(task)).toList();
    assertThat(found).describedAs("%s of %s in %s", name, task, events).hasSize(1);
    return found.get(0);
  }

  @Test
  void settings_nameAllEvents_andAreReadByTheJdk() throws Exception {
    Configuration settings = Configuration.create(SETTINGS);
    Set<String> named =
        settings.getSettings().keySet().stream()
            .map(key -> key.substring(0, key.indexOf('#')))
            .collect(toSet());
    assertThat(named).isEqualTo(allEvents());
    assertThat(settings.getSettings())
        .allSatisfy(
            (key, value) -> {
              if (key.endsWith("#enabled")) {
                assertThat(value).isEqualTo("true");
              }
            });
  }

  @Test
  void recordingFromTheStart_hasAllEvents() throws Exception {
    Path file = folder.resolve("events.jfr");
    read(List.of("-XX:StartFlightRecording:filename=" + file + ",settings=" + SETTINGS));
    assertHasAllEvents();
  }

  @Test
  void recordingThatStartsLater_hasAllEvents() throws Exception {
    read(List.of(), folder.resolve("events.jfr").toString(), SETTINGS.toString());
    assertHasAllEvents();
    assertThat(events("TaskEnd")).noneMatch(event -> event.getString("task").equals("early"));
    assertThat(event("Wait", "early").getDuration()).isGreaterThan(ofMillis(20));
  }

  @Test
  void recordingWithDefaultSettings_hasAllButTasks() throws Exception {
    read(List.of(), folder.resolve("events.jfr").toString());
    Set<String> expected = allEvents();
    expected.remove("coroutines4j.TaskStart");
    expected.remove("coroutines4j.TaskEnd");
    assertThat(events.stream().map(event -> event.getEventType().getName()).collect(toSet()))
        .isEqualTo(expected);
  }

  private void assertHasAllEvents() throws Exception {
    assertThat(events.stream().map(event -> event.getEventType().getName()).collect(toSet()))
        .isEqualTo(allEvents());
    assertTasks();
    assertWaits();
    assertProblems();
    assertPermits();
  }

  private void assertTasks() {
    RecordedEvent start = event("TaskStart", "sleeper");
    RecordedEvent end = event("TaskEnd", "sleeper");
    assertThat(start.getLong("taskId")).isPositive().isEqualTo(end.getLong("taskId"));
    assertThat(start.getLong("parentId"))
        .isPositive()
        .isEqualTo(end.getLong("parentId"))
        .isEqualTo(event("TaskStart", "waiter").getLong("parentId"));
    assertThat(start.getString("scope")).isEqualTo("waits");
    assertThat(end.getString("outcome")).isEqualTo("succeeded");
    assertThat(end.getDuration()).isGreaterThan(ofMillis(450));

    RecordedEvent failed = event("TaskEnd", "failing");
    assertThat(failed.getString("outcome")).isEqualTo("failed");
    assertThat(failed.getString("failure")).isEqualTo("java.lang.IllegalStateException");
    RecordedEvent unstarted = event("TaskEnd", "unstarted");
    assertThat(unstarted.getString("outcome")).isEqualTo("cancelled");
    assertThat(unstarted.getDuration()).isEqualTo(Duration.ZERO);
    assertThat(unstarted.getLong("parentId")).isEqualTo(start.getLong("parentId"));
    assertThat(events("TaskStart")).noneMatch(event -> event.getString("task").equals("unstarted"));
    assertThat(event("TaskEnd", "child").getString("scope")).isEqualTo("inKotlin");
  }

  private void assertWaits() {
    RecordedEvent sleep = event("Wait", "sleeper");
    assertThat(sleep.getDuration()).isGreaterThan(ofMillis(20));
    assertThat(sleep.getString("method")).isEqualTo("delay");
    assertThat(sleep.getLong("awaitedTaskId")).isZero();
    assertThat(sleep.getStackTrace().getFrames())
        .extracting(RecordedFrame::getMethod)
        .anyMatch(method -> method.getType().getName().equals(JfrProgram.class.getName()));
    RecordedEvent join = event("Wait", "joiner");
    assertThat(join.getString("method")).isEqualTo("join");
    assertThat(join.getString("awaitedTask")).isEqualTo("sleeper");
    assertThat(join.getLong("awaitedTaskId")).isEqualTo(sleep.getLong("taskId"));
    assertThat(event("Wait", "waiter").getString("awaitedTask")).isEqualTo("sleeper");
    assertThat(events("Wait")).allMatch(event -> event.getDuration().toMillis() >= 20);
  }

  private void assertProblems() {
    RecordedEvent timeout = events("TimeoutExpired").get(0);
    assertThat(timeout.getString("block")).isEqualTo("slow");
    assertThat(timeout.getDuration("limit")).isEqualTo(ofMillis(5));
    assertThat(timeout.getBoolean("virtualTime")).isFalse();
    RecordedEvent failure = event("UnhandledFailure", "failing");
    assertThat(failure.getString("scope")).isEqualTo("loose");
    assertThat(failure.getString("failure")).isEqualTo("java.lang.IllegalStateException: broken");
    assertThat(failure.getBoolean("hasHandler")).isTrue();
    RecordedEvent swallowed = event("SwallowedCancellation", "stubborn");
    assertThat(swallowed.getInt("times")).isEqualTo(1_000);
  }

  private void assertPermits() {
    RecordedEvent stalled = events("LoopStalled").get(0);
    assertThat(stalled.getString("task")).isEqualTo("task 'hog'");
    assertThat(stalled.getDuration("held")).isGreaterThan(ofMillis(140));
    assertThat(stalled.getBoolean("over")).isTrue();
    assertThat(stalled.getString("place")).contains("JfrProgram.spin");
    RecordedEvent held = event("PermitHeld", "holder");
    assertThat(held.getDuration()).isGreaterThan(ofMillis(140));
    assertThat(held.getString("dispatcher")).contains("limitedParallelism(1)");
    assertThat(event("PermitHeld", "hog").getDuration()).isGreaterThan(ofMillis(140));
  }
}
