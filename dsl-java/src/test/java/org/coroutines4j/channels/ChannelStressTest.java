package org.coroutines4j.channels;

import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Ledger.Sent;
import org.coroutines4j.internal.channels.ChannelFactory;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Pause;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many senders and receivers in every way there is, cancelled, timed out and closed at random: each
 * element is received once or handed to {@code onUndelivered} once.
 *
 * <p>The buffers hold 16 elements, not one, because of a defect of kotlinx: now and then a
 * cancelled {@code send} reduces its count of free buffer cells by one, and once that has happened
 * more often than the channel has cells, {@code close} and a cancelled {@code receive} spin
 * indefinitely. See docs/channels.md.
 */
@Tag("stress")
class ChannelStressTest {
  private static final int WORKERS = 3;

  /** So many elements a task, which may be cancelled on the way. */
  private static final int BATCH = 8;

  static Stream<Arguments> channels() {
    return Stream.of(Dispatchers.virtual(), Dispatchers.virtual().limitedParallelism(1))
        .flatMap(
            on ->
                Stream.of(
                    Arguments.of(0, Overflow.SUSPEND, false, on),
                    Arguments.of(0, Overflow.SUSPEND, true, on),
                    Arguments.of(16, Overflow.SUSPEND, false, on),
                    Arguments.of(16, Overflow.SUSPEND, true, on),
                    Arguments.of(ChannelFactory.UNLIMITED, Overflow.SUSPEND, false, on),
                    Arguments.of(2, Overflow.DROP_OLDEST, false, on),
                    Arguments.of(2, Overflow.DROP_LATEST, true, on)));
  }

  @ParameterizedTest(name = "capacity {0}, {1}, ended in the middle: {2}, on {3}")
  @MethodSource("channels")
  void elements_areReceivedOrUndelivered_once(
      int capacity, Overflow overflow, boolean endedEarly, Dispatcher dispatcher) {
    Ledger ledger = new Ledger(400);
    Channel<Integer> channel =
        Channel.builder()
            .capacity(capacity)
            .onOverflow(overflow)
            .onUndelivered((Integer i) -> ledger.undelivered(i))
            .build();
    CapturedLog log = new CapturedLog();
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < WORKERS; i++) {
                long seed = i;
                scope.launch(() -> receiveAll(scope, channel, ledger, new SplittableRandom(seed)));
              }
              taskScope()
                  .run(
                      senders -> {
                        for (int i = 0; i < WORKERS; i++) {
                          SplittableRandom random = new SplittableRandom(100 + i);
                          senders.launch(
                              () -> sendAll(senders, channel, ledger, random, endedEarly));
                        }
                      });
              channel.close();
            });
    channel.cancel();
    log.close();
    assertThat(log.records()).as("failures of the handler").isEmpty();
    int[] sums = ledger.check();
    assertThat(sums[0]).as("received").isPositive();
  }

  static void sendAll(
      TaskScope scope,
      Channel<Integer> channel,
      Ledger ledger,
      SplittableRandom random,
      boolean endedEarly) {
    while (true) {
      long seed = random.nextLong();
      Task<Boolean> batch =
          scope.async(() -> sendBatch(channel, ledger, new SplittableRandom(seed)));
      disturb(batch, random);
      if (batch.awaitOutcome() instanceof org.coroutines4j.Outcome.Success<Boolean> s
          && !s.value()) {
        return;
      }
      if (endedEarly && ledger.inSecondHalf()) {
        channel.close();
      }
    }
  }

  /** False when there is nothing left to send. */
  private static boolean sendBatch(
      Channel<Integer> channel, Ledger ledger, SplittableRandom random) {
    for (int i = 0; i < BATCH; i++) {
      int element = ledger.next();
      if (element < 0) {
        return false;
      }
      Sent[] how = {Sent.KEPT};
      try {
        sendSomehow(channel, element, random, how);
      } catch (ChannelClosedException e) {
        how[0] = Sent.HANDED_OVER;
      } finally {
        ledger.sent(element, how[0]);
      }
    }
    return true;
  }

  private static void sendSomehow(
      Channel<Integer> channel, int element, SplittableRandom random, Sent[] how) {
    switch (random.nextInt(5)) {
      case 0 -> how[0] = channel.trySend(element).isSent() ? Sent.HANDED_OVER : Sent.KEPT;
      case 3 -> {
        how[0] = Sent.HANDED_OVER; // to the handler, if it is cancelled
        Duration limit = ofNanos(random.nextInt(100_000));
        how[0] = channel.trySend(element, limit).isSent() ? Sent.HANDED_OVER : Sent.KEPT;
      }
      case 1 -> {
        how[0] = Sent.UNKNOWN; // until it is not cancelled
        how[0] =
            select()
                .onSend(channel, element, () -> Sent.HANDED_OVER)
                .onTimeout(ofNanos(random.nextInt(100_000)), () -> Sent.KEPT)
                .await();
      }
      case 2 -> {
        Duration limit = ofNanos(1 + random.nextInt(100_000));
        withTimeoutOrEmpty(limit, () -> sendPlainly(channel, element, how));
      }
      default -> sendPlainly(channel, element, how);
    }
  }

  /** The handler is told of what this does not send. */
  private static Sent sendPlainly(Channel<Integer> channel, int element, Sent[] how) {
    how[0] = Sent.HANDED_OVER;
    channel.send(element);
    return how[0];
  }

  static void receiveAll(
      TaskScope scope, Channel<Integer> channel, Ledger ledger, SplittableRandom random) {
    while (!channel.isClosedForReceive()) {
      long seed = random.nextLong();
      Task<?> batch = scope.launch(() -> receiveBatch(channel, ledger, new SplittableRandom(seed)));
      disturb(batch, random);
      batch.join();
    }
  }

  private static void receiveBatch(
      Channel<Integer> channel, Ledger ledger, SplittableRandom random) {
    for (int i = 0; i < BATCH; i++) {
      switch (random.nextInt(5)) {
        case 0 -> {
          if (channel.tryReceive() instanceof ReceiveResult.Received<Integer> received) {
            ledger.received(received.value());
          }
        }
        case 3 -> {
          if (channel.tryReceive(ofNanos(random.nextInt(100_000)))
              instanceof ReceiveResult.Received<Integer> received) {
            ledger.received(received.value());
          }
        }
        case 1 -> {
          try {
            org.coroutines4j.Async.selectRun()
                .onReceive(channel, ledger::received)
                .onTimeout(ofNanos(random.nextInt(100_000)), () -> {})
                .await();
          } catch (ChannelClosedException e) {
            return;
          }
        }
        case 2 ->
            withTimeoutOrEmpty(
                ofNanos(1 + random.nextInt(100_000)), () -> receiveOne(channel, ledger));
        default -> {
          if (!receiveOne(channel, ledger)) {
            return;
          }
        }
      }
    }
  }

  private static boolean receiveOne(Channel<Integer> channel, Ledger ledger) {
    if (channel.receiveOrClosed() instanceof ReceiveResult.Received<Integer> received) {
      ledger.received(received.value());
      return true;
    }
    return false;
  }

  /** Cancels {@code batch} at some time, or leaves it alone. */
  private static void disturb(Task<?> batch, SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      Pause.of(random.nextInt(2_000));
      batch.cancel();
    }
  }
}
