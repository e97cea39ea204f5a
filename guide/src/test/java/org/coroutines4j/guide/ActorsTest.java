package org.coroutines4j.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.withTimeout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.guide.Actors.Add;
import org.coroutines4j.guide.Actors.Message;
import org.coroutines4j.guide.Actors.Total;
import org.junit.jupiter.api.Test;

/** Guards that no message to the actor of the guide is lost, and no question stays unanswered. */
class ActorsTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  void messagesOfSeveralTasks_areAllCounted() {
    run(
        scope -> {
          SendChannel<Message> counter = Actors.counter(scope);
          for (int i = 0; i < 10; i++) {
            scope.launch(
                () -> {
                  for (int n = 0; n < 100; n++) {
                    counter.send(new Add(1));
                  }
                });
          }
          while (Actors.total(counter) < 1_000) {
            Thread.onSpinWait();
          }
          assertThat(Actors.total(counter)).isEqualTo(1_000);
        });
  }

  @Test
  void questionsToAnActorThatHasEnded_fail() {
    AtomicReference<SendChannel<Message>> ended = new AtomicReference<>();
    run(scope -> ended.set(Actors.counter(scope)));
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    assertThatThrownBy(() -> ended.get().send(new Total(answer)))
        .isInstanceOf(ChannelClosedException.class);
    assertThatThrownBy(() -> await(answer)).hasMessage("the actor has ended");
  }

  @Test
  void askerOfAnActorThatFails_getsAnException() {
    assertThatThrownBy(
            () ->
                run(
                    scope -> {
                      SendChannel<Message> counter = Actors.counter(scope);
                      counter.send(new Add(Integer.MAX_VALUE));
                      counter.send(new Add(1)); // the actor fails here
                      assertThatThrownBy(
                              () -> withTimeout(TEN_SECONDS, () -> Actors.total(counter)))
                          .isInstanceOf(IllegalStateException.class);
                    }))
        .isInstanceOf(ArithmeticException.class); // the failure of the actor
  }
}
