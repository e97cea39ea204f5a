package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.select;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.coroutines4j.testkit.Duel;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that waits that are woken and cancelled concurrently lose no element, lock, permit, signal
 * or arrival.
 */
@Tag("stress")
class WokenAndCancelledTest {
  private static final int ROUNDS = 50;

  static Stream<Named<Supplier<Duel.Round>>> waits() {
    return Stream.of(
        Named.of("receive", Receive::new),
        Named.of("select receive", SelectReceive::new),
        Named.of("iteration", Iteration::new),
        Named.of("send to a full channel", SendToFull::new),
        Named.of("send without a buffer", SendWithoutBuffer::new),
        Named.of("select send", SelectSend::new),
        Named.of("queue get", QueueGet::new),
        Named.of("queue put", QueuePut::new),
        Named.of("select get", SelectGet::new),
        Named.of("select put", SelectPut::new));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void wokenAndCancelledAtOnce_losesNothing(Supplier<Duel.Round> wait) {
    Duel.fight(ROUNDS, wait);
  }

  /** A channel whose elements are counted where they end. */
  private abstract static class OnChannel implements Duel.Round {
    final AtomicInteger undelivered = new AtomicInteger();
    final Channel<Integer> channel;

    OnChannel(int capacity) {
      channel =
          Channel.<Integer>builder()
              .capacity(capacity)
              .onUndelivered((Integer element) -> undelivered.incrementAndGet())
              .build();
    }

    /** How many elements the channel holds; takes them out. */
    final long left() {
      return Stream.generate(channel::tryReceive)
          .takeWhile(ReceiveResult.Received.class::isInstance)
          .count();
    }
  }

  private static class Receive extends OnChannel {
    Receive() {
      super(1);
    }

    @Override
    public void await() {
      assertThat(channel.receive()).isEqualTo(1);
    }

    @Override
    public void wake() {
      assertThat(channel.trySend(1)).isInstanceOf(SendResult.Sent.class);
    }

    @Override
    public void check(boolean got) {
      assertThat(left() + undelivered.get()).isEqualTo(got ? 0 : 1);
    }
  }

  private static final class SelectReceive extends Receive {
    private final Channel<Integer> other = Channel.rendezvous();

    @Override
    public void await() {
      int unused = select().onReceive(other, n -> n).onReceive(channel, n -> n).await();
    }
  }

  private static final class Iteration extends Receive {
    @Override
    public void await() {
      assertThat(channel.iterator().next()).isEqualTo(1);
    }
  }

  /** The send of a cancelled task may have sent: then its element is in the channel. */
  private static class SendToFull extends OnChannel {
    SendToFull() {
      super(1);
      assertThat(channel.trySend(0)).isInstanceOf(SendResult.Sent.class);
    }

    @Override
    public void await() {
      channel.send(1);
    }

    @Override
    public void wake() {
      assertThat(channel.tryReceive()).isEqualTo(new ReceiveResult.Received<>(0));
    }

    @Override
    public void check(boolean got) {
      long inChannel = left();
      assertThat(inChannel + undelivered.get()).isEqualTo(1);
      if (got) {
        assertThat(inChannel).isEqualTo(1);
      }
    }
  }

  private static final class SelectSend extends SendToFull {
    @Override
    public void await() {
      int unused = select().onSend(channel, 1, () -> 1).await();
    }
  }

  private static final class SendWithoutBuffer extends OnChannel {
    private volatile int received;

    SendWithoutBuffer() {
      super(0);
    }

    @Override
    public void await() {
      channel.send(1);
    }

    @Override
    public void wake() {
      received = channel.tryReceive() instanceof ReceiveResult.Received ? 1 : 0;
    }

    @Override
    public void check(boolean got) {
      assertThat(received + undelivered.get()).isEqualTo(1);
      if (got) {
        assertThat(received).isEqualTo(1);
      }
    }
  }

  private static class QueueGet implements Duel.Round {
    final AsyncQueue<Integer> queue = AsyncQueue.fifo(1);

    @Override
    public void await() {
      assertThat(queue.get()).isEqualTo(1);
    }

    @Override
    public void wake() {
      assertThat(queue.tryPut(1)).isTrue();
    }

    @Override
    public void check(boolean got) {
      assertThat(queue.size()).isEqualTo(got ? 0 : 1);
      assertThat(queue.tryGet().isPresent()).isEqualTo(!got);
      assertThat(queue.tryPut(2)).isTrue();
    }
  }

  private static final class SelectGet extends QueueGet {
    @Override
    public void await() {
      int unused = select().onReceive(queue, n -> n).await();
    }
  }

  private static class QueuePut implements Duel.Round {
    final AsyncQueue<Integer> queue = AsyncQueue.fifo(1);

    QueuePut() {
      assertThat(queue.tryPut(0)).isTrue();
    }

    @Override
    public void await() {
      queue.put(1);
    }

    @Override
    public void wake() {
      assertThat(queue.tryGet()).contains(0);
    }

    @Override
    public void check(boolean got) {
      assertThat(queue.size()).isEqualTo(got ? 1 : 0);
      assertThat(queue.tryPut(2)).isEqualTo(!got);
    }
  }

  private static final class SelectPut extends QueuePut {
    @Override
    public void await() {
      int unused = select().onSend(queue, 1, () -> 1).await();
    }
  }
}
