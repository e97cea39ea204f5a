package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.select;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.testkit.EachDispatcher;
import org.coroutines4j.testkit.TimedDuel;
import org.coroutines4j.testkit.TimedDuel.End;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * A receive, send, get or put with a timeout says exactly what has happened to its element, also
 * when the element comes as the time ends or as the caller is cancelled.
 */
@Tag("stress")
class TimedRaceTest {
  private static final int ROUNDS = 100;
  private static final Integer KEPT = 1_001;
  private static final Integer NEW = 1_002;

  /** A sender that does not wait succeeds only if the receiver gets the element. */
  @ParameterizedTest
  @EachDispatcher
  void rendezvousReceive_getsWhatWasSent(Dispatcher dispatcher) {
    TimedDuel.fight(
        ROUNDS,
        dispatcher,
        () ->
            new TimedDuel.Round() {
              private final List<Integer> undelivered = new CopyOnWriteArrayList<>();
              private final Channel<Integer> channel = channel(0, undelivered);
              private boolean sent;

              @Override
              public boolean await(Duration limit) {
                return isReceived(channel.tryReceive(limit), NEW);
              }

              @Override
              public void wake() {
                sent = channel.trySend(NEW).isSent();
              }

              @Override
              public void check(End end) {
                assertThat(sent).isEqualTo(end == End.GOT);
                assertThat(undelivered).isEmpty();
              }
            });
  }

  @ParameterizedTest
  @EachDispatcher
  void bufferedReceive_leavesWhatItDoesNotGet(Dispatcher dispatcher) {
    TimedDuel.fight(
        ROUNDS,
        dispatcher,
        () ->
            new TimedDuel.Round() {
              private final List<Integer> undelivered = new CopyOnWriteArrayList<>();
              private final Channel<Integer> channel = channel(1, undelivered);

              @Override
              public boolean await(Duration limit) {
                return isReceived(channel.tryReceive(limit), NEW);
              }

              @Override
              public void wake() {
                channel.send(NEW);
              }

              @Override
              public void check(End end) {
                assertThat(contentOf(channel)).isEqualTo(end == End.GOT ? List.of() : List.of(NEW));
                assertThat(undelivered).isEmpty();
              }
            });
  }

  /** A receiver that does not wait gets the element only if the send says that it was sent. */
  @ParameterizedTest
  @EachDispatcher
  void rendezvousSend_tellsWhetherItWasReceived(Dispatcher dispatcher) {
    TimedDuel.fight(
        ROUNDS,
        dispatcher,
        () ->
            new TimedDuel.Round() {
              private final List<Integer> undelivered = new CopyOnWriteArrayList<>();
              private final Channel<Integer> channel = channel(0, undelivered);
              private boolean received;

              @Override
              public boolean await(Duration limit) {
                return isSent(channel.trySend(NEW, limit));
              }

              @Override
              public void wake() {
                received = isReceived(channel.tryReceive(), NEW);
              }

              @Override
              public void check(End end) {
                assertThat(received).isEqualTo(end == End.GOT);
                assertThat(undelivered).isEqualTo(end == End.CANCELLED ? List.of(NEW) : List.of());
              }
            });
  }

  @ParameterizedTest
  @EachDispatcher
  void bufferedSend_tellsWhetherTheChannelHasIt(Dispatcher dispatcher) {
    TimedDuel.fight(
        ROUNDS,
        dispatcher,
        () ->
            new TimedDuel.Round() {
              private final List<Integer> undelivered = new CopyOnWriteArrayList<>();
              private final Channel<Integer> channel = channel(1, undelivered);

              {
                channel.send(KEPT);
              }

              @Override
              public boolean await(Duration limit) {
                return isSent(channel.trySend(NEW, limit));
              }

              @Override
              public void wake() {
                assertThat(channel.receive()).isEqualTo(KEPT);
              }

              @Override
              public void check(End end) {
                assertThat(contentOf(channel)).isEqualTo(end == End.GOT ? List.of(NEW) : List.of());
                assertThat(undelivered).isEqualTo(end == End.CANCELLED ? List.of(NEW) : List.of());
              }
            });
  }

  /** The channel is cancelled with the send: the element is undelivered, or the caller's. */
  @ParameterizedTest
  @EachDispatcher
  void sendToAChannelThatIsCancelled_hasOneOwner(Dispatcher dispatcher) {
    TimedDuel.fight(
        ROUNDS,
        dispatcher,
        () ->
            new TimedDuel.Round() {
              private final List<Integer> undelivered = new CopyOnWriteArrayList<>();
              private final Channel<Integer> channel = channel(0, undelivered);
              private final AtomicBoolean sent = new AtomicBoolean();

              /** Counts the end of the channel as what it waits for. */
              @Override
              public boolean await(Duration limit) {
                SendResult result = channel.trySend(NEW, limit);
                sent.set(result.isSent());
                return !(result instanceof SendResult.Full);
              }

              @Override
              public void wake() {
                channel.cancel();
              }

              @Override
              public void check(End end) {
                assertThat(sent).as("no receiver has received it").isFalse();
                assertThat(undelivered).isEqualTo(end == End.CANCELLED ? List.of(NEW) : List.of());
              }
            });
  }

  /** As a send with a timeout, with a select in its place. */
  @ParameterizedTest
  @EachDispatcher
  void selectOfAChannelThatIsCancelled_hasOneOwner(Dispatcher dispatcher) {
    TimedDuel.fight(
        ROUNDS,
        dispatcher,
        () ->
            new TimedDuel.Round() {
              private final List<Integer> undelivered = new CopyOnWriteArrayList<>();
              private final Channel<Integer> channel = channel(0, undelivered);
              private final AtomicBoolean refused = new AtomicBoolean();

              /** Counts the end of the channel as what it waits for. */
              @Override
              public boolean await(Duration limit) {
                try {
                  return select()
                      .onSend(channel, NEW, () -> true)
                      .onTimeout(limit, () -> false)
                      .await();
                } catch (ChannelClosedException e) {
                  refused.set(true);
                  return true;
                }
              }

              @Override
              public void wake() {
                channel.cancel();
              }

              @Override
              public void check(End end) {
                assertThat(refused.get()).isEqualTo(end == End.GOT);
                assertThat(undelivered)
                    .as("%s", end)
                    .isEqualTo(end == End.TIMED_OUT ? List.of() : List.of(NEW));
              }
            });
  }

  @ParameterizedTest
  @EachDispatcher
  void queueGet_leavesWhatItDoesNotGet(Dispatcher dispatcher) {
    TimedDuel.fight(
        ROUNDS,
        dispatcher,
        () ->
            new TimedDuel.Round() {
              private final AsyncQueue<Integer> queue = AsyncQueue.fifo(1);

              @Override
              public boolean await(Duration limit) {
                return queue.tryGet(limit).isPresent();
              }

              @Override
              public void wake() {
                queue.put(NEW);
              }

              @Override
              public void check(End end) {
                assertThat(queue.tryGet().isPresent()).isEqualTo(end != End.GOT);
                assertThat(queue.tryPut(KEPT)).as("the slot is free").isTrue();
                assertThat(queue.tryPut(KEPT)).as("there is one slot").isFalse();
              }
            });
  }

  @ParameterizedTest
  @EachDispatcher
  void queuePut_tellsWhetherTheQueueHasIt(Dispatcher dispatcher) {
    TimedDuel.fight(
        ROUNDS,
        dispatcher,
        () ->
            new TimedDuel.Round() {
              private final AsyncQueue<Integer> queue = AsyncQueue.fifo(1);

              {
                queue.put(KEPT);
              }

              @Override
              public boolean await(Duration limit) {
                return queue.tryPut(NEW, limit);
              }

              @Override
              public void wake() {
                assertThat(queue.get()).isEqualTo(KEPT);
              }

              @Override
              public void check(End end) {
                assertThat(queue.tryPut(KEPT)).as("has room").isEqualTo(end != End.GOT);
                assertThat(queue.get()).isEqualTo(end == End.GOT ? NEW : KEPT);
                assertThat(queue.isEmpty()).isTrue();
              }
            });
  }

  private static Channel<Integer> channel(int capacity, List<Integer> undelivered) {
    return Channel.<Integer>builder().capacity(capacity).onUndelivered(undelivered::add).build();
  }

  private static boolean isReceived(ReceiveResult<Integer> result, Integer element) {
    if (result instanceof ReceiveResult.Received<Integer> received) {
      assertThat(received.value()).isEqualTo(element);
      return true;
    }
    assertThat(result).isEqualTo(new ReceiveResult.Empty<>());
    return false;
  }

  private static boolean isSent(SendResult result) {
    assertThat(result).isNotInstanceOf(SendResult.Closed.class);
    return result.isSent();
  }

  private static List<Integer> contentOf(Channel<Integer> channel) {
    List<Integer> content = new ArrayList<>();
    while (channel.tryReceive() instanceof ReceiveResult.Received<Integer> received) {
      content.add(received.value());
    }
    return content;
  }
}
