package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;

import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;

// endregion

/** Generators, loops over them, and how they end. */
public final class Generators {
  private Generators() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          loop();
          leaveEarly();
          leaveAnIterator();
        });
  }

  // region generate
  record Page(int number, List<String> items) {}

  static AsyncFlow<Page> pages(int total) {
    return AsyncFlow.generate(
        out -> {
          System.out.println("connected");
          try {
            for (int number = 1; number <= total; number++) {
              delay(ofMillis(20)); // ask the server
              out.emit(new Page(number, List.of("a" + number, "b" + number)));
            }
          } finally {
            delay(ofMillis(20)); // say goodbye: a finally may wait
            System.out.println("disconnected");
          }
        });
  }

  // endregion

  private static void loop() {
    // region loop
    for (Page page : pages(2)) { // each page is asked for when the loop wants it
      System.out.println(page.items());
    }
    List<Integer> squares = AsyncFlow.range(0, 4).filter(i -> i > 0).map(i -> i * i).toList();
    System.out.println(squares);
    // endregion
  }

  private static void leaveEarly() {
    // region first
    Page page =
        pages(1_000_000).first(p -> p.items().contains("b3")); // it has disconnected by then
    System.out.println("found on page " + page.number());
    // endregion
  }

  private static void leaveAnIterator() {
    // region iterator
    try (AsyncIterator<Page> pages = pages(1_000_000).iterator()) {
      System.out.println("page " + pages.next().number());
    } // disconnects here
    // endregion
  }
}
