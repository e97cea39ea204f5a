package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.testkit.EachDispatcher;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Guards that an inner flow of flatMapLatest is cancelled where it waits or blocks, and not before.
 */
class LatestTest {
  private static final int LEAST_ROUNDS = 50;

  private final List<Object> log = Collections.synchronizedList(new ArrayList<>());

  @Tag("stress")
  @ParameterizedTest
  @EachDispatcher
  void innerFlowsThatNeverWait_emitAllTheirValues(Dispatcher dispatcher) {
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              Rounds rounds = Rounds.atLeast(LEAST_ROUNDS);
              while (rounds.next()) {
                assertThat(
                        AsyncFlow.of(1, 2, 3).flatMapLatest(v -> AsyncFlow.of(v, v * 10)).toList())
                    .containsExactly(1, 10, 2, 20, 3, 30);
              }
            });
  }

  @ParameterizedTest
  @EachDispatcher
  void innerFlowHasBegun_whenTheSourceContinuesOrFails(Dispatcher dispatcher) {
    AsyncFlow<Integer> failing =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              log.add("source");
              throw new IllegalStateException("broken");
            });
    assertThatThrownBy(
            () ->
                taskScope()
                    .on(dispatcher)
                    .run(
                        scope ->
                            failing
                                .flatMapLatest(
                                    v ->
                                        AsyncFlow.generate(
                                            out -> {
                                              log.add("inner");
                                              delay(Duration.ofMinutes(1));
                                            }))
                                .count()))
        .hasMessage("broken");
    assertThat(log).containsExactly("inner", "source");
  }

  /** Blocks in a way that the library knows nothing of, and is interrupted. */
  @Test
  void innerFlowThatBlocks_isInterruptedByTheNext() {
    assertThat(
            AsyncFlow.of(1, 2, 3)
                .flatMapLatest(
                    v ->
                        AsyncFlow.<Integer>generate(
                            out -> {
                              if (v < 3) {
                                log.add(v);
                                Thread.sleep(600_000);
                              }
                              out.emit(v);
                            }))
                .toList())
        .containsExactly(3);
    assertThat(log).containsExactly(1, 2);
  }

  @Test
  void innerFlowInABlockingCall_isToldToStopByTheNext() throws Exception {
    for (Dispatcher dispatcher : EachDispatcher.Kinds.all().toList()) {
      log.clear();
      taskScope()
          .on(dispatcher)
          .run(
              scope ->
                  assertThat(
                          AsyncFlow.of(1, 2)
                              .onEach(v -> delay(ofMillis(v * 20))) // the call has begun then
                              .flatMapLatest(
                                  v ->
                                      AsyncFlow.<Integer>generate(
                                          out -> {
                                            if (v == 1) {
                                              accept();
                                            }
                                            out.emit(v);
                                          }))
                              .toList())
                      .containsExactly(2));
      assertThat(log).containsExactly("closed");
    }
  }

  private void accept() throws Exception {
    ServerSocket server = new ServerSocket(0);
    try {
      blocking(server::accept, () -> closed(server));
    } finally {
      server.close();
    }
  }

  private void closed(ServerSocket server) throws Exception {
    server.close();
    log.add("closed");
  }

  /** The operator waits for an inner flow that does not block, however long it takes. */
  @Test
  void innerFlowThatComputes_isNotCancelled() {
    assertThat(
            AsyncFlow.of(1, 2)
                .flatMapLatest(
                    v ->
                        AsyncFlow.<Integer>generate(
                            out -> {
                              Spin.during(Duration.ofMillis(60));
                              LockSupport.parkNanos(1);
                              out.emit(v);
                            }))
                .toList())
        .containsExactly(1, 2);
  }

  @Test
  void flatMapLatestInFlatMapLatest_emitsAll() {
    for (Dispatcher dispatcher : EachDispatcher.Kinds.all().toList()) {
      taskScope()
          .on(dispatcher)
          .run(
              scope ->
                  assertThat(
                          AsyncFlow.of(1, 2)
                              .flatMapLatest(
                                  a ->
                                      AsyncFlow.of(10, 20)
                                          .flatMapLatest(b -> AsyncFlow.of(a + b, a - b)))
                              .toSet())
                      .contains(22, -18));
    }
  }

  /** In Kotlin it is one thread, which may enter the monitor again. */
  @ParameterizedTest
  @EachDispatcher
  void stepThatNeedsALockOfTheCollector_goesOn(Dispatcher dispatcher) {
    Object lock = new Object();
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              synchronized (lock) {
                out.emit(1);
              }
            });
    List<Integer> got =
        taskScope()
            .on(dispatcher)
            .call(
                scope ->
                    flow.flatMapLatest(
                            n -> {
                              synchronized (lock) {
                                return AsyncFlow.of(n);
                              }
                            })
                        .toList());
    assertThat(got).containsExactly(1);
    assertThat(taskScope().on(dispatcher).<Integer>call(scope -> scope.async(() -> 2).await()))
        .isEqualTo(2); // no permit is lost
  }
}
