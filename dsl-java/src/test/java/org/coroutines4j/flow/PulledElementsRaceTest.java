package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;

import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Spin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Races the pulls of elements of a channel against a close of the iterator. Each element is
 * received, or told of as undelivered, once.
 */
@Tag("stress")
class PulledElementsRaceTest {
  private final Random random = new Random(11);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void elementsOfAChannel_areNotLostByAClose(boolean isPulledByTheOwner) {
    Rounds rounds = Rounds.atLeast(60);
    for (int round = rounds.take(); round >= 0; round = rounds.take()) {
      AtomicIntegerArray times = new AtomicIntegerArray(30);
      Consumer<Integer> undelivered = times::incrementAndGet;
      Channel<Integer> channel =
          Channel.<Integer>builder().capacity(round % 3).onUndelivered(undelivered).build();
      taskScope()
          .run(
              scope -> {
                Task<?> sender = scope.launch(() -> sendAll(channel, times.length()));
                AsyncIterator<Integer> iterator = AsyncFlow.fromChannel(channel).iterator();
                Task<?> closer =
                    scope.launch(
                        () -> {
                          Pause.of(random.nextInt(5_000));
                          iterator.close();
                        });
                if (isPulledByTheOwner) {
                  receiveAll(iterator, times);
                } else {
                  scope.launch(() -> receiveAll(iterator, times)).await();
                }
                closer.await();
                channel.cancel(); // tells of the elements that it still holds
                sender.join();
              });
      for (int i = 0; i < times.length(); i++) {
        assertThat(times.get(i)).as("round %d, element %d", round, i).isEqualTo(1);
      }
    }
  }

  /** The element was found by {@code hasNext} already. */
  @Test
  void foundElement_isReceivedOrHandedBack_once() {
    AtomicInteger received = new AtomicInteger();
    AtomicInteger undelivered = new AtomicInteger();
    Rounds rounds = Rounds.atLeast(200).until(() -> received.get() > 0 && undelivered.get() > 0);
    taskScope()
        .run(
            scope -> {
              while (rounds.next()) {
                Channel<Integer> channel =
                    Channel.<Integer>builder()
                        .capacity(1)
                        .<Integer>onUndelivered(n -> undelivered.incrementAndGet())
                        .build();
                channel.send(1);
                AsyncIterator<Integer> iterator = AsyncFlow.fromChannel(channel).take(9).iterator();
                assertThat(iterator.hasNext()).isTrue();
                AtomicBoolean begun = new AtomicBoolean();
                int before = random.nextInt(50);
                Task<?> closer =
                    scope.launch(
                        () -> {
                          begun.set(true);
                          Pause.of(before);
                          iterator.close();
                        });
                Spin.until(begun::get);
                Pause.of(random.nextInt(50));
                try {
                  received.addAndGet(iterator.next());
                } catch (NoSuchElementException closed) {
                  assertThat(iterator.hasNext()).isFalse();
                }
                closer.await();
                assertThat(received.get() + undelivered.get()).isEqualTo(rounds.count());
              }
            });
    assertThat(received).as("received").hasPositiveValue();
    assertThat(undelivered).as("undelivered").hasPositiveValue();
  }

  /** The close comes while the owner leaves the block that has pulled the element. */
  @Test
  void elementThatIsBeingPulled_isReceivedOrHandedBack_once() throws InterruptedException {
    AtomicInteger undelivered = new AtomicInteger();
    AtomicReference<@Nullable AsyncIterator<?>> shared = new AtomicReference<>();
    AtomicBoolean over = new AtomicBoolean();
    Thread closer = new Thread(() -> closeEach(shared, over));
    closer.start();
    try {
      Rounds rounds = Rounds.atLeast(100_000);
      taskScope()
          .run(
              scope -> {
                int received = 0;
                while (rounds.next()) {
                  Channel<Integer> channel =
                      Channel.<Integer>builder()
                          .capacity(1)
                          .<Integer>onUndelivered(n -> undelivered.incrementAndGet())
                          .build();
                  channel.send(1);
                  AsyncIterator<Integer> iterator = AsyncFlow.fromChannel(channel).iterator();
                  shared.set(iterator);
                  Pause.of(random.nextInt(60));
                  received += receiveOne(iterator);
                  Spin.until(() -> shared.get() == null);
                  channel.cancel(); // tells of an element that it still holds
                  assertThat(received + undelivered.get()).isEqualTo(rounds.count());
                }
              });
    } finally {
      over.set(true);
      closer.join();
    }
  }

  private static void closeEach(
      AtomicReference<@Nullable AsyncIterator<?>> shared, AtomicBoolean over) {
    Random random = new Random(12);
    while (!over.get()) {
      AsyncIterator<?> iterator = shared.get();
      if (iterator != null) {
        Pause.of(random.nextInt(60));
        iterator.close();
        shared.set(null);
      }
    }
  }

  private static int receiveOne(AsyncIterator<Integer> iterator) {
    try {
      return iterator.hasNext() ? iterator.next() : 0;
    } catch (NoSuchElementException closed) {
      return 0;
    }
  }

  private static void receiveAll(AsyncIterator<Integer> iterator, AtomicIntegerArray times) {
    try {
      while (iterator.hasNext()) {
        times.incrementAndGet(iterator.next());
      }
    } catch (NoSuchElementException closed) {
      assertThat(iterator.hasNext()).isFalse();
    }
  }

  private static void sendAll(Channel<Integer> channel, int size) {
    for (int i = 0; i < size; i++) {
      try {
        channel.send(i);
      } catch (IllegalStateException cancelled) {
        // the channel has told its handler
      }
    }
  }
}
