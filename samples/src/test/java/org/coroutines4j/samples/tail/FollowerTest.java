package org.coroutines4j.samples.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.coroutines4j.Async.taskScope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a file between two looks at it: a test pulls, so it says when that is. */
class FollowerTest {
  @TempDir private Path folder;
  private Path file;
  private final AtomicBoolean over = new AtomicBoolean();

  @BeforeEach
  void create() throws IOException {
    file = Files.writeString(folder.resolve("log"), "old\n");
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private AsyncIterator<List<String>> follow(boolean fromStart) {
    return new Follower(file, fromStart, over).lines().iterator();
  }

  /** The next lines, however often nothing was new before. */
  private static List<String> nextLines(AsyncIterator<List<String>> looks) {
    List<String> lines = looks.next();
    while (lines.isEmpty()) {
      lines = looks.next();
    }
    return lines;
  }

  @Test
  void appendedLines_areEmitted_whenTheyHaveEnded() throws IOException {
    try (AsyncIterator<List<String>> looks = follow(false)) {
      assertThat(looks.next()).isEmpty();
      append("one\ntwo\nthr");
      assertThat(nextLines(looks)).containsExactly("one", "two");
      append("ee\nfour");
      assertThat(nextLines(looks)).containsExactly("three");
      over.set(true);
      assertThat(nextLines(looks)).containsExactly("four");
      assertThat(looks.hasNext()).isFalse();
    }
  }

  @Test
  void fromStart_beginsWithWhatIsThere() {
    try (AsyncIterator<List<String>> looks = follow(true)) {
      assertThat(nextLines(looks)).containsExactly("old");
    }
  }

  @Test
  void moreThanABufferful_comesInOrder() throws IOException {
    append("line\n".repeat(100_000));
    over.set(true);
    List<String> all =
        new Follower(file, true, over).lines().fold(List.of("begin"), FollowerTest::lastAndCount);
    assertThat(all).containsExactly("line", "100002");
  }

  private static List<String> lastAndCount(List<String> before, List<String> lines) {
    int count = before.size() == 1 ? 1 : Integer.parseInt(before.get(1));
    return lines.isEmpty()
        ? before
        : List.of(lines.get(lines.size() - 1), "" + (count + lines.size()));
  }

  @Test
  void truncatedFile_isReadFromItsBeginning() throws IOException {
    append("long enough\nrest");
    try (AsyncIterator<List<String>> looks = follow(true)) {
      assertThat(nextLines(looks)).containsExactly("old", "long enough");
      Files.writeString(file, "new\n");
      assertThat(nextLines(looks)).containsExactly("rest", "new");
    }
  }

  @Test
  void renamedFile_isReadToItsEnd_thenTheNewOne() throws IOException {
    try (AsyncIterator<List<String>> looks = follow(true)) {
      assertThat(nextLines(looks)).containsExactly("old");
      Path renamed = Files.move(file, folder.resolve("log.1"));
      Files.writeString(renamed, "late\nrest", StandardOpenOption.APPEND);
      assertThat(nextLines(looks)).containsExactly("late");
      Files.writeString(file, "new\n");
      assertThat(nextLines(looks)).containsExactly("rest");
      assertThat(nextLines(looks)).containsExactly("new");
    }
  }

  @Test
  void renamedAndReplacedBetweenTwoLooks_losesNothing() throws IOException {
    try (AsyncIterator<List<String>> looks = follow(false)) {
      assertThat(looks.next()).isEmpty();
      append("last\n");
      Path renamed = Files.move(file, folder.resolve("log.1"));
      Files.writeString(file, "first\n");
      over.set(true);
      assertThat(nextLines(looks)).containsExactly("last");
      assertThat(nextLines(looks)).containsExactly("first");
      assertThat(renamed).hasContent("old\nlast\n");
    }
  }

  @Test
  void missingFile_failsAtOnce() throws IOException {
    Files.delete(file);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> new Follower(file, true, over).lines().count())
        .withCauseInstanceOf(NoSuchFileException.class);
  }

  @Test
  void cancelled_endsWhileItWaits() {
    taskScope()
        .run(
            scope -> {
              CountDownLatch begun = new CountDownLatch(1);
              Task<Void> following =
                  scope.launch(
                      () ->
                          new Follower(file, true, over)
                              .lines()
                              .collect(lines -> begun.countDown()));
              begun.await();
              following.cancel();
              following.join();
              assertThat(following.isCancelled()).isTrue();
            });
  }
}
