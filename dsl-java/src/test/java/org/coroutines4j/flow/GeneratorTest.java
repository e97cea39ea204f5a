package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.TimeoutExceededException;
import org.junit.jupiter.api.Test;

/** Guards that generators are plain Java code that may wait between values. */
class GeneratorTest {
  private final List<String> log = new ArrayList<>();

  private AsyncFlow<Integer> counting(int to) {
    return AsyncFlow.generate(
        out -> {
          log.add("begin");
          try {
            for (int i = 0; i < to; i++) {
              delay(ofMillis(1));
              out.emit(i);
            }
          } finally {
            nonCancellable(() -> delay(ofMillis(1)));
            log.add("end");
          }
        });
  }

  @Test
  void generator_runsForEachCollection_onTheCollectingThread() {
    Thread here = Thread.currentThread();
    AsyncFlow<Thread> flow = AsyncFlow.generate(out -> out.emit(Thread.currentThread()));
    assertThat(flow.toList()).containsExactly(here);
    AsyncFlow<Integer> counting = counting(3);
    assertThat(counting.toList()).containsExactly(0, 1, 2);
    List<Integer> inATask = taskScope().call(scope -> scope.async(counting::toList).await());
    assertThat(inATask).containsExactly(0, 1, 2);
    assertThat(log).containsExactly("begin", "end", "begin", "end");
  }

  @Test
  void lambdas_mayAwait() {
    assertThat(
            counting(5)
                .map(
                    n -> {
                      delay(ofMillis(1));
                      return n * n;
                    })
                .filter(
                    n -> {
                      delay(ofMillis(1));
                      return n % 2 == 0;
                    })
                .toList())
        .containsExactly(0, 4, 16);
  }

  @Test
  void endlessGenerator_ends_whenItsCollectorHasEnough() {
    AsyncFlow<Integer> endless = counting(Integer.MAX_VALUE);
    assertThat(endless.take(3).toList()).containsExactly(0, 1, 2);
    assertThat(endless.first()).isZero();
    assertThat(endless.takeWhile(n -> n < 2).count()).isEqualTo(2);
    assertThat(log).containsExactly("begin", "end", "begin", "end", "begin", "end");
  }

  @Test
  void failure_ofTheGenerator_isThrownByTheCollection() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              throw new IOException("gone");
            });
    List<Integer> seen = new ArrayList<>();
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> flow.collect(seen::add))
        .withMessageContaining("gone");
    assertThat(seen).containsExactly(1);
  }

  @Test
  void failure_ofTheCollector_passesThroughEmit_evenIfItIsCaught() {
    AsyncFlow<Integer> catching =
        AsyncFlow.generate(
            out -> {
              try {
                out.emit(1);
              } catch (RuntimeException e) {
                log.add("caught " + e.getMessage());
              }
            });
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                catching.collect(
                    n -> {
                      throw new IllegalStateException("enough");
                    }))
        .withMessage("enough");
    assertThat(log).containsExactly("caught enough");
  }

  @Test
  void emitAfterAFailedEmit_isRefused() {
    AsyncFlow<Integer> stubborn =
        AsyncFlow.generate(
            out -> {
              try {
                out.emit(1);
              } catch (RuntimeException e) {
                out.emit(2);
              }
            });
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                stubborn.collect(
                    n -> {
                      throw new IllegalArgumentException("enough");
                    }))
        .withMessageContaining("must let through")
        .withCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void emitInsideAScope_isAllowed_fromItsTasks_isNot() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out ->
                taskScope()
                    .run(
                        scope -> {
                          out.emit(scope.async(() -> 1).await());
                          scope.launch(() -> out.emit(2));
                        }));
    assertThat(flow.take(1).toList()).containsExactly(1);
    assertThatIllegalStateException()
        .isThrownBy(flow::toList)
        .withMessageContaining("AsyncFlow.channelFlow");
  }

  @Test
  void collectionThatTimesOut_runsTheFinallyOfTheGenerator() {
    assertThatExceptionOfType(TimeoutExceededException.class)
        .isThrownBy(() -> withTimeout(ofMillis(30), () -> counting(Integer.MAX_VALUE).count()));
    assertThat(log).containsExactly("begin", "end");
  }

  @Test
  void emitAllOfAFlow_endsThatFirst() {
    AsyncFlow<Integer> outer =
        AsyncFlow.generate(
            out -> {
              try {
                out.emit(-1);
                out.emitAll(counting(Integer.MAX_VALUE));
              } finally {
                log.add("outer end");
              }
            });
    assertThat(outer.take(3).toList()).containsExactly(-1, 0, 1);
    assertThat(log).containsExactly("begin", "end", "outer end");
  }
}
