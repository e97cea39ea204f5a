package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.Tasks;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.Pulling.InEachWay;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards that an iterator keeps the same rules in line as with a helper thread. */
@Tag("exceptions")
class IteratorRulesTest {
  private static void assertOver(AsyncIterator<?> iterator) {
    assertThat(iterator.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
    iterator.close();
  }

  @ParameterizedTest
  @InEachWay
  void failure_comesOutOfHasNext_once(Pulling way) {
    IllegalStateException failure = new IllegalStateException("broken");
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 2)
            .onEach(
                n -> {
                  if (n == 1) {
                    throw failure;
                  }
                });
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = way.of(flow).iterator();
              assertThat(iterator.next()).isZero();
              assertThatIllegalStateException().isThrownBy(iterator::hasNext).isSameAs(failure);
              assertOver(iterator);
            });
  }

  @ParameterizedTest
  @InEachWay
  void failure_thatIsNotUnchecked_isWrappedOnce(Pulling way) {
    IOException failure = new IOException("io");
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 2)
            .map(
                n -> {
                  throw failure;
                });
    taskScope()
        .run(
            scope ->
                assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(way.of(flow).iterator()::hasNext)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(failure)));
  }

  @ParameterizedTest
  @InEachWay
  void foreignCancellation_isAFailure(Pulling way) {
    CancellationException foreign = new CancellationException("foreign");
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 2)
            .filter(
                n -> {
                  throw foreign;
                });
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = way.of(flow).iterator();
              assertThatExceptionOfType(TaskFailedException.class)
                  .isThrownBy(iterator::hasNext)
                  .withMessageContaining("not its collector's")
                  .satisfies(e -> assertThat(e.getCause()).isSameAs(foreign));
              assertOver(iterator);
            });
  }

  @ParameterizedTest
  @InEachWay
  void nullOfALambda_isRefused(Pulling way) {
    AsyncFlow<Integer> flow = AsyncFlow.iterate(1, n -> null);
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = way.of(flow).iterator();
              assertThat(iterator.next()).isEqualTo(1);
              assertThatNullPointerException().isThrownBy(iterator::next);
              assertOver(iterator);
            });
  }

  @ParameterizedTest
  @InEachWay
  void timeoutAroundNext_doesNotEndTheFlow(Pulling way) {
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 9)
            .onEach(
                n -> {
                  if (n > 0) {
                    delay(ofMillis(20));
                  }
                });
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = way.of(flow).iterator();
              assertThat(iterator.next()).isZero();
              assertThat(withTimeoutOrEmpty(ofMillis(1), iterator::next)).isEmpty();
              assertThat(withTimeout(ofSeconds(9), () -> iterator.next())).isEqualTo(1);
              assertThat(iterator.next()).isEqualTo(2);
            });
  }

  @ParameterizedTest
  @InEachWay
  void useByTwoTasks_isRefused(Pulling way) {
    CompletableFuture<?> inside = new CompletableFuture<>();
    CompletableFuture<?> refused = new CompletableFuture<>();
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 2)
            .onEach(
                n -> {
                  inside.complete(null);
                  Async.await(refused);
                });
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = way.of(flow).iterator();
              Task<?> other =
                  scope.launch(
                      () -> {
                        Async.await(inside);
                        assertThatIllegalStateException()
                            .isThrownBy(iterator::hasNext)
                            .withMessageContaining("another task waits");
                        refused.complete(null);
                      });
              assertThat(iterator.next()).isZero();
              other.join();
              assertThat(iterator.next()).isEqualTo(1);
              assertThat(iterator.hasNext()).isFalse();
            });
  }

  @ParameterizedTest
  @InEachWay
  void tasksThatTakeTurns_getAllValues(Pulling way) {
    AsyncFlow<Integer> flow = AsyncFlow.range(0, 6).filter(n -> n != 2).map(n -> n * 10);
    List<Integer> seen = new ArrayList<>();
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = way.of(flow).iterator();
              seen.add(iterator.next());
              assertThat(iterator.hasNext()).isTrue();
              scope.launch(() -> seen.add(iterator.next())).join();
              nonCancellable(() -> seen.add(iterator.next()));
              while (iterator.hasNext()) {
                seen.add(iterator.next());
              }
              assertOver(iterator);
            });
    assertThat(seen).containsExactly(0, 10, 30, 40, 50);
  }

  @ParameterizedTest
  @InEachWay
  void endOfTheOwner_isToldOnce_afterTheValueThatWasFound(Pulling way) {
    AsyncFlow<Integer> flow = AsyncFlow.range(0, 6).map(n -> n);
    List<AsyncIterator<Integer>> iterators = new ArrayList<>();
    taskScope()
        .run(
            scope -> {
              iterators.add(way.of(flow).iterator());
              assertThat(iterators.get(0).hasNext()).isTrue();
              iterators.add(way.of(flow).iterator());
            });
    taskScope()
        .run(
            scope -> {
              assertThat(iterators.get(0).next()).isZero();
              for (AsyncIterator<Integer> iterator : iterators) {
                assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(iterator::hasNext)
                    .withMessage("the task or block that created this iterator has ended");
                assertOver(iterator);
              }
            });
  }

  @ParameterizedTest
  @InEachWay
  void cancelledOwner_getsTheFoundValue_andThenTheCancellation(Pulling way) {
    AsyncFlow<Integer> flow = AsyncFlow.range(0, 6).map(n -> n);
    List<Integer> reached = new ArrayList<>();
    taskScope()
        .run(
            scope ->
                scope
                    .launch(
                        () -> {
                          AsyncIterator<Integer> iterator = way.of(flow).iterator();
                          assertThat(iterator.hasNext()).isTrue();
                          Tasks.current().cancel();
                          assertThat(iterator.next()).isZero();
                          assertThatExceptionOfType(CancellationException.class)
                              .isThrownBy(iterator::hasNext);
                          List<Integer> ahead = new ArrayList<>();
                          assertThatExceptionOfType(CancellationException.class)
                              .isThrownBy(
                                  () ->
                                      nonCancellable(() -> iterator.forEachRemaining(ahead::add)));
                          assertThat(ahead).hasSizeLessThanOrEqualTo(way.ahead());
                          nonCancellable(() -> assertOver(iterator));
                          reached.add(1);
                        })
                    .join());
    assertThat(reached).hasSize(1);
  }

  @ParameterizedTest
  @InEachWay
  void closedIterator_dropsTheFoundValue(Pulling way) {
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = way.of(AsyncFlow.range(0, 6)).iterator();
              assertThat(iterator.hasNext()).isTrue();
              iterator.close();
              assertOver(iterator);
            });
  }

  /** The channel gets back an element that no code of the user has seen. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closedIterator_handsBackTheFoundElement(boolean isPulledByTheOwner) {
    List<Integer> undelivered = new ArrayList<>();
    Channel<Integer> channel =
        Channel.<Integer>builder().capacity(1).<Integer>onUndelivered(undelivered::add).build();
    channel.send(7);
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = AsyncFlow.fromChannel(channel).iterator();
              boolean found =
                  isPulledByTheOwner ? iterator.hasNext() : nonCancellable(iterator::hasNext);
              assertThat(found).isTrue();
              iterator.close();
              assertThat(undelivered).containsExactly(7);
              assertOver(iterator);
            });
  }
}
