package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.NoSuchElementException;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;

/**
 * An iterator of one's own that waits in {@code next}. Python ends the loop by an exception; in
 * Java {@code hasNext} is asked first, and may wait too. As {@code AsyncFlow} asks for {@code
 * iterator} only, such a class has all operators of a flow; for the loop alone an {@code Iterable}
 * would do.
 *
 * <p>asyncio tutorial 001, row 001-9.
 */
final class IteratorThatWaits {
  private IteratorThatWaits() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          for (int number : new Counter(5)) {
            out.println(number);
          }
        });
  }

  private record Counter(int stop) implements AsyncFlow<Integer> {
    @Override
    public AsyncIterator<Integer> iterator() {
      return new Counting(stop);
    }
  }

  private static final class Counting implements AsyncIterator<Integer> {
    private final int stop;
    private int current;

    Counting(int stop) {
      this.stop = stop;
    }

    @Override
    public boolean hasNext() {
      return current < stop;
    }

    @Override
    public Integer next() {
      if (!hasNext()) {
        throw new NoSuchElementException("counted to " + stop);
      }
      delay(ofMillis(500));
      return current++;
    }

    @Override
    public void close() {
      current = stop;
    }
  }
}
