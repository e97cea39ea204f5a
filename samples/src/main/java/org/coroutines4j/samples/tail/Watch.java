package org.coroutines4j.samples.tail;

import static java.time.Duration.ofSeconds;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows files together. Each is read and searched on its own; then the flows are merged, and what
 * comes after that has one value at a time and needs no locks. If it is slow, for instance because
 * the output is not read, the reading of the files waits for it.
 */
final class Watch {
  private static final Duration BETWEEN_RATES = ofSeconds(1);

  private final List<Path> files;
  private final @Nullable Pattern grep;
  private volatile Tally tally;

  Watch(List<Path> files, @Nullable Pattern grep) {
    this.files = files;
    this.grep = grep;
    this.tally = Tally.none(files.size());
  }

  /** What has been counted until now. */
  Tally tally() {
    return tally;
  }

  void print(PrintStream out) {
    tally.print(files, out);
  }

  /**
   * Returns when {@code over} is set and all that was there by then has been counted.
   *
   * @param screen shows the rates
   * @param action is given all that is found, in the order of each file
   */
  void follow(
      boolean fromStart, AtomicBoolean over, Screen screen, ThrowingConsumer<Found> action) {
    AsyncFlow<Tally> tallies =
        found(fromStart, over)
            .onEach(action)
            .scan(tally, Tally::plus)
            .onEach(sum -> tally = sum) // the last ones come between two samples
            .sample(BETWEEN_RATES);
    AsyncFlow.of(tally)
        .concatWith(tallies)
        .sliding(2, 1)
        .collect(pair -> screen.showRate(pair.get(0), pair.get(1)));
  }

  private AsyncFlow<Found> found(boolean fromStart, AtomicBoolean over) {
    return AsyncFlow.merge(
        IntStream.range(0, files.size())
            .mapToObj(
                file ->
                    new Follower(files.get(file), fromStart, over)
                        .lines()
                        .map(lines -> Found.in(file, lines, grep)))
            .toList());
  }
}
