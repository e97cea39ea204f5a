package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import org.coroutines4j.flow.AsyncFlow;

/**
 * An async generator is a lambda that emits, and {@code async for} an ordinary loop. A page is made
 * when the loop asks for it, 0.3 seconds each; nothing is fetched ahead.
 *
 * <p>asyncio tutorial 000, row 000-13.
 */
final class PagesOneByOne {
  private PagesOneByOne() {}

  private record Page(int number, List<String> items) {}

  static void main(PrintStream out) {
    run(
        scope -> {
          for (Page page : fetchPages(3)) {
            out.println("Page " + page.number() + ": " + page.items().size() + " items");
          }
        });
  }

  private static AsyncFlow<Page> fetchPages(int total) {
    return AsyncFlow.generate(
        pages -> {
          for (int number = 1; number <= total; number++) {
            delay(ofMillis(300));
            pages.emit(new Page(number, items(number)));
          }
        });
  }

  private static List<String> items(int page) {
    return IntStream.range(0, 5).mapToObj(i -> "item_" + page + "_" + i).toList();
  }
}
