package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Guards that a flow of a user's class, with an iterator of its own, is closed however the
 * collection ends.
 */
class OwnFlowTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private final class Counter implements AsyncFlow<Integer> {
    private final int stop;

    Counter(int stop) {
      this.stop = stop;
    }

    @Override
    public AsyncIterator<Integer> iterator() {
      log.add("open");
      return new AsyncIterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < stop;
        }

        @Override
        public Integer next() {
          delay(ofMillis(1));
          return next++;
        }

        @Override
        public void close() {
          log.add("close");
        }
      };
    }
  }

  private final AsyncFlow<Integer> endless = new Counter(Integer.MAX_VALUE);

  @AfterEach
  void isClosed() {
    assertThat(log).containsExactly("open", "close");
  }

  @Test
  void end_closes() {
    assertThat(new Counter(3).map(n -> n * 2).toList()).containsExactly(0, 2, 4);
  }

  @Test
  void collectorThatWantsNoMore_closes() {
    assertThat(endless.take(2).toList()).containsExactly(0, 1);
  }

  @Test
  void first_closes() {
    assertThat(endless.first(n -> n == 2)).isEqualTo(2);
  }

  @Test
  void failureOfTheCollector_closes() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                endless.collect(
                    n -> {
                      throw new IllegalStateException("enough");
                    }))
        .withMessage("enough");
  }

  @Test
  void timeout_closes() {
    assertThat(withTimeoutOrEmpty(ofMillis(30), endless::count)).isEmpty();
  }

  @Test
  void generatorThatEmitsIt_closes() {
    AsyncFlow<Integer> all = AsyncFlow.generate(out -> out.emitAll(endless));
    assertThat(all.take(2).toList()).containsExactly(0, 1);
  }
}
