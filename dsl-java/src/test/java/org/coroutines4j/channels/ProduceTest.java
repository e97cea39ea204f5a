package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Dispatchers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that a producer task and its channel end together. */
@Tag("exceptions")
class ProduceTest {
  @Test
  void produced_elementsAreReceived_andTheLoopEndsWithTheTask() {
    List<Integer> received = new ArrayList<>();
    taskScope()
        .run(
            scope -> {
              for (int i : Channel.<Integer>produce(scope, 2, ProduceTest::sendFive)) {
                received.add(i);
              }
            });
    assertThat(received).containsExactly(1, 2, 3, 4, 5);
  }

  private static void sendFive(SendChannel<Integer> out) {
    for (int i = 1; i <= 5; i++) {
      out.send(i);
    }
  }

  @Test
  void failingProducer_failsItsScope_withItsOwnFailure() {
    IllegalStateException failure = new IllegalStateException("boom");
    assertThat(
            catchThrowable(
                () ->
                    taskScope()
                        .run(
                            scope ->
                                Channel.<Integer>produce(
                                        scope,
                                        0,
                                        out -> {
                                          throw failure;
                                        })
                                    .receive())))
        .isSameAs(failure);
  }

  @Test
  void failingProducer_inASupervisor_isReportedOnce_receiversSeeIt() {
    IllegalStateException failure = new IllegalStateException("boom");
    List<Throwable> reported = new CopyOnWriteArrayList<>();
    supervisorScope()
        .onFailure((task, thrown) -> reported.add(thrown))
        .run(
            scope -> {
              ReceiveChannel<Integer> channel =
                  Channel.produce(
                      scope,
                      1,
                      out -> {
                        out.send(1);
                        throw failure;
                      });
              assertThat(channel.receive()).isEqualTo(1);
              assertThat(catchThrowable(channel::receive).getCause()).isSameAs(failure);
            });
    assertThat(reported).containsExactly(failure);
  }

  @Test
  void cancelledChannel_cancelsItsProducer_whichRunsItsCleanup() throws Exception {
    CountDownLatch cleanedUp = new CountDownLatch(1);
    taskScope()
        .run(
            scope -> {
              ReceiveChannel<Integer> channel =
                  Channel.produce(
                      scope,
                      0,
                      out -> {
                        try {
                          for (int i = 0; ; i++) {
                            out.send(i);
                          }
                        } finally {
                          cleanedUp.countDown();
                        }
                      });
              assertThat(channel.receive()).isZero();
              channel.cancel();
            });
    cleanedUp.await();
  }

  @Test
  void producerThatNeverRan_closesItsChannelToo() {
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1))
        .run(
            scope -> {
              ReceiveChannel<Integer> channel = Channel.produce(scope, 0, out -> out.send(1));
              channel.cancel(); // before it had a permit
              assertThatThrownBy(channel::receive).isInstanceOf(ChannelClosedException.class);
            });
  }
}
