package org.coroutines4j.channels;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that a task ends as cancelled, and its scope continues, if the task throws because a
 * channel was cancelled: the other side wants no more elements. Every other exception of a closed
 * channel is a failure.
 */
class CancelledChannelTest {
  private static Map<String, ThrowingConsumer<Channel<Integer>>> uses() {
    Map<String, ThrowingConsumer<Channel<Integer>>> all = new LinkedHashMap<>();
    all.put("send", channel -> channel.send(1));
    all.put("receive", Channel::receive);
    all.put("iterator", channel -> channel.forEach(n -> {}));
    all.put("select, send", channel -> select().onSend(channel, 1, () -> 1).await());
    all.put("select, receive", channel -> select().onReceive(channel, n -> n).await());
    all.put("fromChannel", channel -> AsyncFlow.fromChannel(channel).count());
    all.put(
        "fromChannel, with operators",
        channel -> AsyncFlow.fromChannel(channel).buffer(1).map(n -> n).count());
    all.put(
        "fromChannel, iterator",
        channel -> {
          for (int n : AsyncFlow.fromChannel(channel)) {
            assertThat(n).isZero();
          }
        });
    return all;
  }

  private static Stream<DynamicTest> forEachUse(
      ThrowingConsumer<ThrowingConsumer<Channel<Integer>>> check) {
    return uses().entrySet().stream()
        .map(use -> DynamicTest.dynamicTest(use.getKey(), () -> check.accept(use.getValue())));
  }

  private static void cancelLater(TaskScope scope, Channel<?> channel) {
    Task<?> unused =
        scope.launch(
            () -> {
              delay(ofMillis(2));
              channel.cancel();
            });
  }

  @TestFactory
  Stream<DynamicTest> launch_endsCancelled_andItsScopeLivesOn() {
    return forEachUse(
        use ->
            taskScope()
                .run(
                    scope -> {
                      Channel<Integer> channel = Channel.rendezvous();
                      Task<?> waiting = scope.launch(() -> use.accept(channel));
                      Task<?> background = scope.background(() -> use.accept(channel));
                      Task<?> sibling = scope.launch(() -> delay(ofMillis(20)));
                      cancelLater(scope, channel);
                      waiting.join();
                      background.join();
                      Task<?> late = scope.launch(() -> use.accept(channel));
                      late.join();
                      sibling.join();
                      assertThat(waiting.isCancelled()).isTrue();
                      assertThat(background.isCancelled()).isTrue();
                      assertThat(late.isCancelled()).isTrue();
                      assertThat(sibling.isCancelled()).isFalse();
                      assertThat(scope.isActive()).isTrue();
                    }));
  }

  @Test
  void launchInASupervisor_isNotReported() {
    try (CapturedLog log = new CapturedLog()) {
      supervisorScope()
          .run(
              scope -> {
                Channel<Integer> channel = Channel.rendezvous();
                scope.launch(() -> channel.send(1));
                cancelLater(scope, channel);
              });
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void producerWhoseConsumerLeaves_endsCancelled() {
    taskScope()
        .run(
            scope -> {
              Channel<Integer> channel = Channel.rendezvous();
              Task<?> producer =
                  scope.launch(
                      () -> {
                        for (int i = 0; ; i++) {
                          channel.send(i);
                        }
                      });
              assertThat(
                      AsyncFlow.fromChannel(channel)
                          .onCompletion(end -> channel.cancel())
                          .take(3)
                          .toList())
                  .containsExactly(0, 1, 2);
              producer.join();
              assertThat(producer.isCancelled()).isTrue();
            });
  }

  @TestFactory
  Stream<DynamicTest> async_fails() {
    return forEachUse(
        use -> {
          Channel<Integer> channel = Channel.rendezvous();
          Throwable thrown =
              catchThrowable(
                  () ->
                      taskScope()
                          .run(
                              scope -> {
                                Task<?> unused =
                                    scope.async(
                                        () -> {
                                          use.accept(channel);
                                          return 1;
                                        });
                                cancelLater(scope, channel);
                              }));
          assertThat(thrown).isInstanceOf(ChannelClosedException.class);
        });
  }

  @TestFactory
  Stream<DynamicTest> wrapped_fails() {
    return forEachUse(
        use -> {
          Channel<Integer> channel = Channel.rendezvous();
          Throwable thrown =
              catchThrowable(
                  () ->
                      taskScope()
                          .run(
                              scope -> {
                                Task<?> unused =
                                    scope.launch(
                                        () -> {
                                          try {
                                            use.accept(channel);
                                          } catch (ChannelClosedException e) {
                                            throw new IllegalStateException("wrapped", e);
                                          }
                                        });
                                cancelLater(scope, channel);
                              }));
          assertThat(thrown).hasMessage("wrapped").hasCauseInstanceOf(ChannelClosedException.class);
        });
  }

  @TestFactory
  Stream<DynamicTest> blockOfTheCaller_throwsIt() {
    return forEachUse(
        use -> {
          Channel<Integer> channel = Channel.rendezvous();
          channel.cancel();
          assertThat(catchThrowable(() -> taskScope().run(scope -> use.accept(channel))))
              .isInstanceOf(ChannelClosedException.class);
        });
  }

  private static Stream<DynamicTest> forEachUseOfClosed(
      Consumer<Channel<Integer>> close, Throwable cause) {
    return forEachUse(
        use -> {
          Channel<Integer> channel = Channel.rendezvous();
          close.accept(channel);
          Throwable thrown =
              catchThrowable(
                  () ->
                      taskScope()
                          .run(
                              scope -> {
                                Task<?> unused = scope.launch(() -> use.accept(channel));
                              }));
          assertThat(thrown).isNotNull();
          Throwable found = thrown == cause ? thrown : thrown.getCause();
          assertThat(found).isSameAs(cause);
        });
  }

  @TestFactory
  Stream<DynamicTest> closedExceptionally_fails() {
    IllegalStateException cause = new IllegalStateException("closed");
    return forEachUseOfClosed(channel -> channel.closeExceptionally(cause), cause);
  }

  @TestFactory
  Stream<DynamicTest> closedByACancellation_fails() {
    CancellationException cause = new CancellationException("closed");
    return forEachUseOfClosed(channel -> channel.closeExceptionally(cause), cause);
  }

  @Test
  void sendToAChannelThatIsClosed_fails() {
    Channel<Integer> channel = Channel.rendezvous();
    channel.close();
    assertThat(
            catchThrowable(
                () ->
                    taskScope()
                        .run(
                            scope -> {
                              Task<?> unused = scope.launch(() -> channel.send(1));
                            })))
        .isInstanceOf(ChannelClosedException.class)
        .hasNoCause();
  }

  /** The producer did not end by the will of its receivers: elements are missing. */
  @Test
  void producedChannelWhoseProducerWasCancelled_failsItsReceiver() {
    CompletableFuture<Task<?>> producer = new CompletableFuture<>();
    Throwable thrown =
        catchThrowable(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          ReceiveChannel<Integer> produced =
                              Channel.produce(
                                  scope,
                                  0,
                                  out -> {
                                    producer.complete(Tasks.current());
                                    out.send(1);
                                    out.send(2);
                                  });
                          assertThat(produced.receive()).isEqualTo(1);
                          producer.join().cancel("by somebody");
                          Task<?> unused = scope.launch(() -> produced.forEach(n -> {}));
                        }));
    assertThat(thrown).isInstanceOf(ChannelClosedException.class);
    assertThat(thrown.getCause()).hasMessage("by somebody");
  }

  /** An operator's own task must not end silently: its collector would wait indefinitely. */
  @TestFactory
  Stream<DynamicTest> taskOfAFlowOperator_failsTheFlow() {
    Channel<Integer> cancelled = Channel.rendezvous();
    cancelled.cancel();
    Map<String, AsyncFlow<?>> flows = new LinkedHashMap<>();
    var one = AsyncFlow.of(1);
    flows.put("channelFlow", AsyncFlow.channelFlow((s, out) -> cancelled.send(1)));
    flows.put(
        "callback",
        AsyncFlow.callback(
            out -> {
              cancelled.send(1);
              return () -> {};
            }));
    flows.put("mapConcurrent", one.mapConcurrent(2, n -> cancelled.receive()));
    flows.put("mapConcurrentUnordered", one.mapConcurrentUnordered(2, n -> cancelled.receive()));
    flows.put("flatMapLatest", one.flatMapLatest(n -> AsyncFlow.fromChannel(cancelled)));
    flows.put("flatMapMerge", one.flatMapMerge(2, n -> AsyncFlow.fromChannel(cancelled)));
    flows.put("merge", one.mergeWith(AsyncFlow.fromChannel(cancelled)));
    flows.put("buffer", AsyncFlow.fromChannel(cancelled).buffer(1));
    flows.put("timeout", AsyncFlow.fromChannel(cancelled).timeout(ofSeconds(9)));
    flows.put("groupBy", AsyncFlow.fromChannel(cancelled).groupBy(n -> n));
    flows.put("chunkedWithin", AsyncFlow.fromChannel(cancelled).chunkedWithin(2, ofSeconds(9)));
    return flows.entrySet().stream()
        .map(
            flow ->
                DynamicTest.dynamicTest(
                    flow.getKey(),
                    () ->
                        assertThat(catchThrowable(() -> flow.getValue().count()))
                            .isInstanceOf(ChannelClosedException.class)));
  }
}
