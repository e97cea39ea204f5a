package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.coroutines4j.TimeoutExceededException;
import org.junit.jupiter.api.Test;

/** Guards that a for loop pulls from a flow, which never runs ahead and is always closed. */
class AsyncIteratorTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private final AsyncFlow<Integer> endless =
      AsyncFlow.generate(
          out -> {
            try {
              for (int i = 0; ; i++) {
                log.add("make " + i);
                out.emit(i);
              }
            } finally {
              log.add("closing");
              delay(ofMillis(5));
              log.add("closed");
            }
          });

  @Test
  void loop_seesAllValues_insideATaskAndOutside() {
    List<Integer> seen = new ArrayList<>();
    for (int n : AsyncFlow.range(0, 100)) {
      seen.add(n);
    }
    assertThat(seen).hasSize(100).isSorted();
    taskScope()
        .run(
            scope -> {
              for (int n : AsyncFlow.range(0, 100)) {
                seen.add(n);
              }
            });
    assertThat(seen).hasSize(200);
  }

  @Test
  void nothingIsMade_beforeItIsAskedFor() {
    try (AsyncIterator<Integer> iterator = endless.iterator()) {
      assertThat(log).isEmpty();
      assertThat(iterator.next()).isZero();
      assertThat(log).containsExactly("make 0");
      assertThat(iterator.next()).isEqualTo(1);
      assertThat(log).containsExactly("make 0", "make 1");
    }
    assertThat(log).containsExactly("make 0", "make 1", "closing", "closed");
  }

  @Test
  void break_closesWhenTheBlockEnds() {
    taskScope()
        .run(
            scope -> {
              for (int n : endless) {
                if (n == 2) {
                  break;
                }
              }
              assertThat(log).doesNotContain("closed");
            });
    assertThat(log).endsWith("closed");
  }

  @Test
  void break_inATask_closesWhenTheTaskEnds() {
    taskScope()
        .run(
            scope -> {
              scope
                  .async(
                      () -> {
                        for (int n : endless) {
                          if (n == 2) {
                            return n;
                          }
                        }
                        return -1;
                      })
                  .await();
              assertThat(log).endsWith("closed");
            });
  }

  @Test
  void failureInTheLoop_closesToo() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          for (int n : endless) {
                            throw new IllegalStateException("at " + n);
                          }
                        }))
        .withMessage("at 0");
    assertThat(log).endsWith("closed");
  }

  @Test
  void failureOfTheFlow_comesOutOfHasNext_once() {
    AsyncFlow<Integer> failing =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              throw new IllegalStateException("broken");
            });
    AsyncIterator<Integer> iterator = failing.iterator();
    assertThat(iterator.next()).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(iterator::hasNext).withMessage("broken");
    assertThat(iterator.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
  }

  @Test
  void cancelledWait_losesNothing() {
    AsyncFlow<Integer> slow =
        AsyncFlow.generate(
            out -> {
              delay(ofMillis(100));
              out.emit(7);
            });
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = slow.iterator();
              assertThat(iterator.hasNext()).isTrue();
              assertThat(iterator.next()).isEqualTo(7);
              AsyncIterator<Integer> again = endless.iterator();
              assertThatExceptionOfType(TimeoutExceededException.class)
                  .isThrownBy(() -> withTimeout(ofMillis(1), () -> delay(ofSeconds(9))));
              assertThat(again.next()).isZero();
            });
    assertThat(log).endsWith("closed");
  }

  @Test
  void timeoutAroundALoop_closes() {
    assertThatExceptionOfType(TimeoutExceededException.class)
        .isThrownBy(
            () ->
                withTimeout(
                    ofMillis(20),
                    () -> {
                      for (int n : endless) {
                        delay(ofMillis(1));
                        assertThat(n).isNotNegative();
                      }
                    }));
    assertThat(log).endsWith("closing"); // cancelled: the wait in its finally is no more
  }

  @Test
  void stream_pulls_andCloses() {
    try (Stream<Integer> stream = endless.stream()) {
      assertThat(stream.limit(2).toList()).containsExactly(0, 1);
    }
    assertThat(log).containsExactly("make 0", "make 1", "closing", "closed");
  }

  @Test
  void secondClose_doesNothing() {
    AsyncIterator<Integer> iterator = endless.iterator();
    assertThat(iterator.next()).isZero();
    iterator.close();
    iterator.close();
    assertThat(log).containsExactly("make 0", "closing", "closed");
    assertThat(iterator.hasNext()).isFalse();
  }
}
