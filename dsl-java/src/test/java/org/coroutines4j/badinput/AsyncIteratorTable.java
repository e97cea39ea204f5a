package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NoSuchElementException;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;

/** {@link AsyncIterator}, at its beginning, after its end and closed. */
final class AsyncIteratorTable extends Table {
  AsyncIteratorTable() {
    method(AsyncIterator.class, "hasNext")
        .accepts("when closed", w -> assertThat(closed(w).hasNext()).isFalse())
        .accepts(
            "after the end, twice",
            w -> {
              AsyncIterator<String> iterator = AsyncFlow.<String>empty().iterator();
              assertThat(iterator.hasNext()).isFalse();
              assertThat(iterator.hasNext()).isFalse();
            })
        .waits(w -> assertThat(w.flow().iterator().hasNext()).isTrue());
    method(AsyncIterator.class, "next")
        .throwing("when closed", NoSuchElementException.class, w -> closed(w).next(), "has ended")
        .throwing(
            "after the end",
            NoSuchElementException.class,
            w -> AsyncFlow.empty().iterator().next(),
            "has ended")
        .waits(w -> w.flow().iterator().next());
    method(AsyncIterator.class, "close")
        .accepts("twice", w -> closed(w).close())
        .worksEverywhere(w -> w.flow().iterator().close());
  }

  private static AsyncIterator<String> closed(World w) {
    AsyncIterator<String> iterator = w.flow().iterator();
    iterator.close();
    return iterator;
  }
}
