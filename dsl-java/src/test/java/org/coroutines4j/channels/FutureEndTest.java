package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.selectRun;
import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards how the futures of channels, and those that a select waits for, end. */
@Tag("stress")
class FutureEndTest {
  @Test
  void futureCancelledWhileItsChannelIsCancelled_isDone() {
    taskScope()
        .run(
            scope -> {
              Rounds rounds = Rounds.atLeast(200);
              for (int i = rounds.take(); i >= 0; i = rounds.take()) {
                Channel<Integer> channel = Channel.rendezvous();
                CompletableFuture<Integer> future = channel.receiveAsync();
                Task<?> canceller = scope.launch(channel::cancel);
                Pause.of(i % 200);
                boolean withdrawn = future.cancel(true);
                canceller.await();
                assertThat(future).as("round %d, withdrawn: %s", i, withdrawn).isDone();
              }
            });
  }

  @Test
  void futureCompletedAsynchronously_givesItsPlaceUp() {
    Channel<Integer> channel = Channel.rendezvous();
    CompletableFuture<Integer> future = channel.receiveAsync().completeAsync(() -> -1);
    assertThat(future.join()).isEqualTo(-1);
    assertThat(channel.trySend(7)).isInstanceOf(SendResult.Full.class);
  }

  @Test
  void selectInALoop_leavesOneListenerOnItsStage() {
    CompletableFuture<Integer> stop = new CompletableFuture<>();
    Channel<Integer> ready = Channel.unlimited();
    Select.Run select = selectRun().onAwait(stop, n -> {}).onReceive(ready, n -> {});
    for (int i = 0; i < 100; i++) {
      assertThat(ready.trySend(i)).isInstanceOf(SendResult.Sent.class);
      select.await();
      selectRun().onAwait(stop, n -> {}).orElse(() -> {}).await();
    }
    assertThat(stop.getNumberOfDependents()).isLessThanOrEqualTo(1);
  }
}
