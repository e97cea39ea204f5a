package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.Unit;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Outcome;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.testkit.EachDispatcher;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * An await raced against completion, cancellation and a timeout: an element of a Kotlin channel is
 * returned by the await or handed to the channel's handler for undelivered ones, once; and
 * everything ends.
 */
@Tag("stress")
class AwaitRacesTest {
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger undelivered = new AtomicInteger();
  private final AtomicInteger received = new AtomicInteger();
  private final Random random = new Random(7);

  @ParameterizedTest
  @EachDispatcher
  void awaitedElement_racedAgainstCancellation_isNeverLost(Dispatcher dispatcher) {
    race(
        dispatcher,
        (scope, channel) -> {
          Task<?> receiver = scope.launch(() -> receive(channel));
          Task<?> sender = scope.launch(() -> send(channel));
          Pause.of(random.nextInt(3_000));
          receiver.cancel();
          receiver.join();
          sender.cancel();
          sender.join();
          assertThat(receiver.awaitOutcome()).isNotInstanceOf(Outcome.Failure.class);
        });
  }

  @ParameterizedTest
  @EachDispatcher
  void awaitedElement_racedAgainstATimeout_isNeverLost(Dispatcher dispatcher) {
    race(
        dispatcher,
        (scope, channel) -> {
          Duration limit = Duration.ofNanos(1 + random.nextInt(60_000));
          Task<?> receiver = scope.launch(() -> withTimeoutOrEmpty(limit, () -> receive(channel)));
          Task<?> sender = scope.launch(() -> send(channel));
          receiver.join();
          sender.cancel();
          sender.join();
          assertThat(receiver.awaitOutcome()).isInstanceOf(Outcome.Success.class);
        });
  }

  private interface Round {
    void run(TaskScope scope, Channel<Integer> channel);
  }

  private void race(Dispatcher dispatcher, Round round) {
    int[] delivered = {0};
    Rounds rounds = Rounds.atLeast(100).until(() -> delivered[0] > 0);
    try (ServiceScope scope = ServiceScope.open("races")) {
      for (int i = rounds.take(); i >= 0; i = rounds.take()) {
        sent.set(0);
        received.set(0);
        undelivered.set(0);
        Channel<Integer> channel =
            ChannelKt.Channel(
                i % 2,
                BufferOverflow.SUSPEND,
                element -> {
                  undelivered.incrementAndGet();
                  return Unit.INSTANCE;
                });
        round.run(scope.on(dispatcher), channel);
        channel.cancel(null); // what a buffer still holds is undelivered now
        assertThat(received.get() + undelivered.get())
            .describedAs("round %s: received %s, undelivered %s", i, received, undelivered)
            .isEqualTo(sent.get());
        delivered[0] += received.get();
      }
    }
    assertThat(delivered[0]).describedAs("rounds won by the element").isPositive();
  }

  private int receive(Channel<Integer> channel) {
    Object element = CoroutineThreads.call(body -> body.await(channel::receive));
    received.incrementAndGet();
    return (Integer) element;
  }

  private void send(Channel<Integer> channel) {
    CoroutineThreads.run(
        body ->
            body.await(
                k -> {
                  sent.incrementAndGet(); // from here on it ends in one place
                  return channel.send(1, k);
                }));
  }
}
