package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.concurrent.CancellationException;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.Tasks;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code FlowOnTest} of kotlinx, with names in place of its named dispatchers. */
class FlowOnTest extends OperatorCases {
  private AsyncFlow<Integer> source(int value) {
    return AsyncFlow.generate(
        out -> {
          log.add("source in " + here());
          out.emit(value);
        });
  }

  private void collect(AsyncFlow<Integer> flow) {
    flow.collect(value -> log.add(value + " in " + here()));
  }

  @Test
  void source_runsUnderTheName() {
    logs(
        test -> {
          test.named("main").launch(() -> collect(source(42).flowOn("ctx1"))).join();
          test.named("main").launch(() -> collect(source(42).flowOn("ctx2"))).join();
        },
        "source in ctx1",
        "42 in main",
        "source in ctx2",
        "42 in main");
  }

  private AsyncFlow<Integer> mapped(AsyncFlow<Integer> flow) {
    return flow.map(
        value -> {
          log.add("map in " + here());
          return value;
        });
  }

  @Test
  void operators_runUnderTheNameNextDownstream() {
    AsyncFlow<Integer> flow = mapped(mapped(mapped(source(42)).flowOn("ctx1")).flowOn("ctx2"));
    logs(
        test -> test.named("main").launch(() -> collect(flow)).join(),
        "source in ctx1",
        "map in ctx1",
        "map in ctx2",
        "map in main",
        "42 in main");
  }

  @Test
  void sourceThatFails_failsTheFlow() {
    AsyncFlow<Integer> flow =
        mapped(
                AsyncFlow.generate(
                    out -> {
                      log.add("source in " + here());
                      out.emit(1);
                      log.add("failing in " + here());
                      throw failure;
                    }))
            .flowOn("throwing");
    logs(
        test -> {
          assertThatThrownBy(flow::single).isSameAs(failure);
          ensureActive();
        },
        "source in throwing",
        "map in throwing",
        "failing in throwing");
  }

  @Test
  void operatorThatFails_failsTheFlow() {
    AsyncFlow<Integer> flow =
        mapped(
                AsyncFlow.generate(
                    out -> {
                      log.add("source in " + here());
                      out.emit(1);
                      throw unreached();
                    }))
            .onEach(
                value -> {
                  throw failure;
                })
            .flowOn("throwing");
    logs(
        test -> {
          assertThatThrownBy(flow::count).isSameAs(failure);
          ensureActive();
        },
        "source in throwing",
        "map in throwing");
  }

  private AsyncFlow<Integer> hanging() {
    return AsyncFlow.generate(
        out -> {
          log.add("source in " + here());
          out.emit(1);
          hang("source cancelled");
        });
  }

  @Test
  void operatorDownstreamThatFails_cancelsTheSource() {
    AsyncFlow<Integer> flow =
        mapped(hanging())
            .flowOn("upstream")
            .map(
                value -> {
                  log.add("failing");
                  throw failure;
                });
    logs(
        test -> {
          log.add("begin");
          assertThatThrownBy(flow::single).isSameAs(failure);
          ensureActive();
        },
        "begin",
        "source in upstream",
        "map in upstream",
        "failing",
        "source cancelled");
  }

  @Test
  void collectorThatFails_cancelsTheSource() {
    AsyncFlow<Integer> flow = hanging().flowOn("upstream");
    logs(
        test ->
            test.named("launch")
                .launch(
                    () -> {
                      Throwable thrown =
                          catchThrowable(
                              () ->
                                  flow.collect(
                                      value -> {
                                        log.add("failing in " + here());
                                        throw failure;
                                      }));
                      log.add("caught the same: " + (thrown == failure));
                    })
                .join(),
        "source in upstream",
        "failing in launch",
        "source cancelled",
        "caught the same: true");
  }

  @Test
  void cancelledCollector_cancelsTheSource() {
    Channel<Integer> latch = Channel.rendezvous();
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  log.add("source");
                  latch.send(1);
                  log.add("sent");
                  hang("cancelled in " + here());
                })
            .flowOn("upstream");
    logs(
        test -> {
          log.add("begin");
          Task<?> collecting = test.launch(flow::single);
          log.add("received " + latch.receive());
          collecting.cancel();
          collecting.join();
          ensureActive();
        },
        "begin",
        "source",
        "sent",
        "received 1",
        "cancelled in upstream");
  }

  /** The cancellation of another task is a failure here. */
  @Test
  void cancelledTaskOfTheSource_failsTheFlow() {
    logs(
        test -> {
          AsyncFlow<Integer> flow =
              AsyncFlow.<Integer>generate(
                      out -> {
                        log.add("source");
                        Task<?> own = Tasks.current();
                        test.launch(
                            () -> {
                              log.add("cancel " + own.name());
                              own.cancel();
                            });
                        hang("source cancelled");
                      })
                  .flowOn("upstream");
          assertThatThrownBy(flow::single)
              .isInstanceOf(TaskFailedException.class)
              .hasCauseInstanceOf(TaskCancelledException.class);
          ensureActive();
        },
        "source",
        "cancel upstream",
        "source cancelled");
  }

  @Test
  void operatorDownstream_keepsTheNameOfTheCollector() {
    AsyncFlow<Integer> flow = mapped(mapped(source(-239)).flowOn("base"));
    logs(
        test -> test.named("main").launch(() -> collect(flow)).join(),
        "source in base",
        "map in base",
        "map in main",
        "-239 in main");
  }

  @Test
  void severalNames_applyToTheOperatorsBefore() {
    AsyncFlow<Integer> flow =
        mapped(mapped(mapped(mapped(source(1)).flowOn("ctx1")).flowOn("ctx2")).flowOn("ctx3"));
    logs(
        test -> test.named("main").launch(() -> collect(flow)).join(),
        "source in ctx1",
        "map in ctx1",
        "map in ctx2",
        "map in ctx3",
        "map in main",
        "1 in main");
  }

  @Test
  void timeoutUpstream_failsTheFlow() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  out.emit(1);
                  yieldNow();
                  withTimeout(ofMillis(-1), () -> {});
                  out.emit(42);
                })
            .flowOn("upstream");
    logs(
        test ->
            assertThatThrownBy(() -> flow.collect(value -> log.add("got " + value)))
                .isInstanceOf(TimeoutExceededException.class),
        "got 1");
  }

  @Test
  void timeoutDownstream_cancelsTheSource() {
    AsyncFlow<Integer> flow =
        hanging()
            .flowOn("upstream")
            .onEach(
                value -> {
                  log.add("got " + value);
                  withTimeout(ofMillis(-1), () -> {});
                });
    logs(
        test -> assertThatThrownBy(flow::count).isInstanceOf(TimeoutExceededException.class),
        "source in upstream",
        "got 1",
        "source cancelled");
  }

  @Test
  void take_endsTheFlowThatRunsAhead() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              out.emit(2);
              out.emit(3);
              throw unreached();
            });
    runTest(
        test -> {
          assertThat(flow.flowOn("upstream").buffer(0).take(2).toList()).containsExactly(1, 2);
          assertThat(flow.flowOn(Dispatchers.cpu()).buffer(0).take(2).toList())
              .containsExactly(1, 2);
        });
  }

  @Test
  void sourceOfACancelledCollector_startsAndEnds() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  log.add("source");
                  out.emit(1);
                })
            .onCompletion(end -> log.add("source ended"))
            .flowOn(Dispatchers.cpu())
            .onCompletion(end -> log.add("flow ended"));
    logs(
        test ->
            assertThatThrownBy(
                    () ->
                        taskScope()
                            .run(
                                scope -> {
                                  scope.launch(
                                      () -> {
                                        log.add("collect");
                                        flow.collect(value -> {});
                                      });
                                  scope.launch(
                                      () -> {
                                        log.add("cancel");
                                        scope.cancel();
                                      });
                                }))
                .isInstanceOf(CancellationException.class),
        "collect",
        "cancel",
        "source",
        "source ended",
        "flow ended");
  }

  @Test
  void flowThatFails_failsAgain() {
    AsyncFlow<Integer> flow =
        hanging()
            .flowOn("upstream")
            .map(
                value -> {
                  throw failure;
                });
    logs(
        test -> {
          assertThatThrownBy(flow::single).isSameAs(failure);
          assertThatThrownBy(flow::count).isSameAs(failure);
          ensureActive();
        },
        "source in upstream",
        "source cancelled",
        "source in upstream",
        "source cancelled");
  }

  @Test
  void collectorThatIsCancelledBeforeItRuns_getsNoValue() {
    runTest(
        test ->
            assertThatThrownBy(
                    () ->
                        taskScope()
                            .run(
                                scope ->
                                    AsyncFlow.<Integer>generate(
                                            out -> {
                                              out.emit(1);
                                              scope.cancel();
                                            })
                                        .flowOn("upstream")
                                        .collect(value -> unreached())))
                .isInstanceOf(CancellationException.class));
  }
}
