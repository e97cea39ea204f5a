package org.coroutines4j.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.junit.jupiter.api.Test;

/** Guards that the examples about channels and queues neither lose elements nor hang. */
class ChannelGuideTest {
  private final IllegalStateException failure = new IllegalStateException("boom");

  @Test
  void workers_whoseJobFails_endTheBlockWithTheFailure() {
    assertThatThrownBy(
            () ->
                QueueWorkers.work(
                    number -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void receiveAll_getsWhatEachChannelHas_whicheverClosesFirst() {
    for (int round = 0; round < 200; round++) {
      List<Integer> received = new ArrayList<>();
      run(
          scope -> {
            Channel<Integer> few = Channel.rendezvous();
            Channel<Integer> many = Channel.buffered(2);
            scope.launch(() -> few.close());
            scope.launch(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    many.send(i);
                  }
                  many.close();
                });
            SelectFirst.receiveAll(List.of(few, many), received::add);
          });
      assertThat(received).hasSize(20).isSorted();
    }
  }

  @Test
  void receiveAll_throwsTheFailureOfAChannelOrOfItsHandler() {
    Channel<Integer> failed = Channel.buffered(1);
    failed.closeExceptionally(new IOException("connection reset"));
    Channel<Integer> ended = Channel.buffered(1);
    ended.close();
    assertThatThrownBy(() -> SelectFirst.receiveAll(List.of(ended, failed), i -> {}))
        .isInstanceOf(ChannelClosedException.class)
        .hasRootCauseMessage("connection reset");

    Channel<Integer> open = Channel.buffered(1);
    Channel<Integer> closed = Channel.buffered(1);
    closed.close();
    open.send(1);
    assertThatThrownBy(() -> SelectFirst.receiveAll(List.of(ended, open), closed::send))
        .isInstanceOf(ChannelClosedException.class);
  }
}
