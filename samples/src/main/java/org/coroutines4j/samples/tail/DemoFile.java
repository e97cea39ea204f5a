package org.coroutines4j.samples.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A log file that is written here, so that it is known what has to be found in it. */
final class DemoFile {
  private final Path path;
  private final int linesAtOnce;
  private final Random random = new Random(1);
  private long written;
  private volatile long seen;
  private @Nullable String complaint;

  /** Grows by up to {@code linesAtOnce} lines some hundred times a second. */
  DemoFile(Path path, int linesAtOnce) throws IOException {
    this.path = Files.createFile(path);
    this.linesAtOnce = linesAtOnce;
  }

  Path path() {
    return path;
  }

  /** The line of this number: one of ten is an error. */
  static String line(long number) {
    return number + (number % 10 == 7 ? " ERROR überlastet" : " INFO all is well");
  }

  /** Writes lines in pieces, and after half the time goes on in a new file of the same name. */
  void grow(Duration time) throws IOException {
    long began = System.nanoTime();
    boolean isRotated = false;
    while (System.nanoTime() - began < time.toNanos()) {
      appendSome();
      if (!isRotated && seen > 0 && System.nanoTime() - began > time.toNanos() / 2) {
        Files.move(path, path.resolveSibling(path.getFileName() + ".1"));
        isRotated = true;
      }
      delay(ofMillis(1 + random.nextInt(10)));
    }
  }

  private void appendSome() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int left = 1 + random.nextInt(linesAtOnce); left > 0; left--) {
      lines.append(line(written++)).append('\n');
    }
    byte[] bytes = lines.toString().getBytes(UTF_8);
    int cut = random.nextInt(bytes.length);
    append(Arrays.copyOf(bytes, cut));
    delay(ofMillis(1));
    append(Arrays.copyOfRange(bytes, cut, bytes.length));
  }

  private void append(byte[] bytes) throws IOException {
    Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Compares what was found next with what was written. */
  void saw(List<String> lines) {
    long number = seen;
    for (String line : lines) {
      if (complaint == null && !line.equals(line(number))) {
        complaint = "line " + number + " is '" + line + "', should be '" + line(number) + "'";
      }
      number++;
    }
    seen = number;
  }

  /** What is wrong with {@code count}, when all is over. */
  @Nullable String complaint(Tally.Count count, @Nullable Pattern grep) {
    long matches =
        LongStream.range(0, written)
            .filter(number -> grep == null || grep.matcher(line(number)).find())
            .count();
    Tally.Count expected = new Tally.Count(written, matches);
    if (complaint == null && !count.equals(expected)) {
      return count + " was counted, " + expected + " was written";
    }
    return complaint;
  }
}
