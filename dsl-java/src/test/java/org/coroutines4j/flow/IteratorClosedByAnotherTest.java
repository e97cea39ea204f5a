package org.coroutines4j.flow;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import kotlinx.coroutines.ExecutorsKt;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.Pulling.InEachWay;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Guards that closing an iterator while another task waits for its next value ends the flow, and
 * only the flow: the waiting task goes on.
 */
class IteratorClosedByAnotherTest {
  private final CompletableFuture<?> inside = new CompletableFuture<>();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private static Map<String, ThrowingRunnable> waits() {
    Map<String, ThrowingRunnable> waits = new LinkedHashMap<>();
    waits.put("delay", () -> delay(ofHours(1)));
    waits.put("sleep", () -> Thread.sleep(3_600_000));
    waits.put("receive", () -> Channel.rendezvous().receive());
    waits.put("future", () -> Async.awaitFuture(new CompletableFuture<>()));
    waits.put("scope", () -> taskScope().run(scope -> delay(ofHours(1))));
    waits.put("another flow", () -> AsyncFlow.fromChannel(Channel.rendezvous()).iterator().next());
    return waits;
  }

  /** Waits inside the lambda, and notes its end. */
  private AsyncFlow<Integer> waiting(ThrowingRunnable wait) {
    return AsyncFlow.range(0, 9)
        .onEach(
            n -> {
              inside.complete(null);
              try {
                wait.run();
              } finally {
                nonCancellable(() -> delay(ofMillis(5)));
                log.add("lambda ended");
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> lambdaThatWaits_isCancelled_beforeCloseReturns() {
    return Stream.of(Pulling.values())
        .flatMap(
            way ->
                waits().entrySet().stream()
                    .map(
                        wait ->
                            DynamicTest.dynamicTest(
                                way + ", " + wait.getKey(),
                                () ->
                                    new IteratorClosedByAnotherTest()
                                        .closeDuring(way, wait.getValue()))));
  }

  private void closeDuring(Pulling way, ThrowingRunnable wait) {
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = way.of(waiting(wait)).iterator();
              Task<?> closer =
                  scope.launch(
                      () -> {
                        Async.await(inside);
                        iterator.close();
                        log.add("closed");
                      });
              assertThat(iterator.hasNext()).isFalse();
              assertThat(Thread.currentThread().isInterrupted()).isFalse();
              Async.ensureActive();
              closer.await();
              assertThat(log).containsExactly("lambda ended", "closed");
              assertThat(iterator.hasNext()).isFalse();
              delay(ofMillis(1));
            });
  }

  @ParameterizedTest
  @InEachWay
  void plainThread_closesAsWell(Pulling way) {
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = way.of(waiting(waits().get("sleep"))).iterator();
              CompletableFuture<Void> closed = inside.thenRunAsync(iterator::close);
              assertThat(iterator.hasNext()).isFalse();
              Async.await(closed);
              assertThat(log).containsExactly("lambda ended");
            });
  }

  @ParameterizedTest
  @InEachWay
  void waitForAChannel_isEnded_andTheChannelGoesOn(Pulling way) {
    Channel<Integer> channel = Channel.rendezvous();
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = way.of(AsyncFlow.fromChannel(channel)).iterator();
              Task<?> puller =
                  scope.launch(
                      () -> {
                        AsyncIterator<Integer> own =
                            way.of(AsyncFlow.fromChannel(channel)).iterator();
                        scope.launch(own::close);
                        assertThat(own.hasNext()).isFalse();
                      });
              puller.await();
              scope.launch(() -> channel.send(7));
              assertThat(iterator.next()).isEqualTo(7);
            });
  }

  @ParameterizedTest
  @InEachWay
  void failureOfTheCancelledLambda_isThrownByClose(Pulling way) {
    AsyncFlow<Integer> flow =
        waiting(
            () -> {
              try {
                delay(ofHours(1));
              } catch (CancellationException e) {
                throw new IllegalStateException("cleanup", e);
              }
            });
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = way.of(flow).iterator();
              Task<?> closer =
                  scope.launch(
                      () -> {
                        Async.await(inside);
                        assertThatIllegalStateException()
                            .isThrownBy(iterator::close)
                            .withMessage("cleanup");
                      });
              assertThat(iterator.hasNext()).isFalse();
              closer.await();
            });
  }

  @ParameterizedTest
  @InEachWay
  void endOfTheOwner_endsThePullOfAnotherTask(Pulling way) {
    taskScope()
        .run(
            scope -> {
              List<Task<?>> puller = new ArrayList<>();
              taskScope()
                  .run(
                      owner -> {
                        AsyncIterator<Integer> iterator =
                            way.of(waiting(waits().get("sleep"))).iterator();
                        puller.add(
                            scope.launch(
                                () ->
                                    assertThatExceptionOfType(CancellationException.class)
                                        .isThrownBy(iterator::hasNext)
                                        .withMessageContaining("created this iterator has ended")));
                        Async.await(inside);
                      });
              assertThat(log).containsExactly("lambda ended");
              puller.get(0).await();
            });
  }

  @ParameterizedTest
  @InEachWay
  void cancelledPuller_endsTheLambda(Pulling way) {
    taskScope()
        .run(
            scope -> {
              Task<?> puller =
                  scope.launch(
                      () -> {
                        for (int n : way.of(waiting(waits().get("sleep")))) {
                          log.add("got " + n);
                        }
                      });
              Async.await(inside);
              puller.cancel();
              puller.join();
              assertThat(puller.isCancelled()).isTrue();
              assertThat(log).containsExactly("lambda ended");
            });
  }

  @ParameterizedTest
  @InEachWay
  void interruptFromOutside_cancelsThePuller(Pulling way) {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    taskScope()
        .run(
            scope -> {
              Task<?> puller =
                  scope.launch(
                      () -> {
                        thread.complete(Thread.currentThread());
                        way.of(waiting(waits().get("sleep"))).iterator().next();
                      });
              Async.await(inside);
              thread.join().interrupt();
              puller.join();
              assertThat(puller.isCancelled()).isTrue();
              assertThat(log).containsExactly("lambda ended");
            });
  }

  /** A helper that closed its own iterator would wait for itself. */
  @Test
  void lambdaThatClosesItsIterator_endsTheFlow() {
    taskScope()
        .run(
            scope -> {
              List<AsyncIterator<?>> own = new ArrayList<>();
              own.add(
                  AsyncFlow.range(0, 9)
                      .onEach(
                          n -> {
                            own.get(0).close();
                            assertThatExceptionOfType(CancellationException.class)
                                .isThrownBy(() -> delay(ofHours(1)));
                          })
                      .iterator());
              assertThat(own.get(0).hasNext()).isFalse();
              assertThat(Tasks.current().isActive()).isTrue();
              delay(ofMillis(1));
            });
  }

  /** The lambda has left two iterators open, whose end takes a while. */
  @Test
  void closeOnAThreadThatMustNotWait_endsTheFlowAllTheSame() {
    AtomicInteger ended = new AtomicInteger();
    AsyncFlow<Integer> slow =
        AsyncFlow.generate(
            out -> {
              try {
                out.emitAll(AsyncFlow.of(1, 2));
              } finally {
                delay(ofMillis(20));
                ended.incrementAndGet();
              }
            });
    Executor mayNotBlock = ExecutorsKt.asExecutor(kotlinx.coroutines.Dispatchers.getDefault());
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator =
                  AsyncFlow.range(0, 9)
                      .map(n -> slow.iterator().next() + slow.iterator().next())
                      .iterator();
              assertThat(iterator.next()).isEqualTo(2);
              assertThat(CompletableFuture.runAsync(iterator::close, mayNotBlock))
                  .failsWithin(ofSeconds(10))
                  .withThrowableThat()
                  .withCauseInstanceOf(IllegalStateException.class);
            });
    assertThat(ended).hasValue(2);
  }
}
