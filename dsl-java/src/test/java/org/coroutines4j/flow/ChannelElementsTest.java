package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.Outcome;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.QueueSnapshot;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that a flow of a channel's elements loses none if its collector is cancelled: each element
 * is received by the user's code, handed to {@code onUndelivered}, or still in the channel.
 */
class ChannelElementsTest {
  /** Operators that run in the collector, and hold nothing back. */
  private static Map<String, UnaryOperator<AsyncFlow<Integer>>> operators() {
    Map<String, UnaryOperator<AsyncFlow<Integer>>> all = new LinkedHashMap<>();
    all.put("none", f -> f);
    all.put("map", f -> f.map(n -> n));
    all.put("filter", f -> f.filter(n -> true));
    all.put("onEach", f -> f.onEach(n -> {}));
    all.put("take", f -> f.take(1_000_000));
    all.put("takeWhile", f -> f.takeWhile(n -> true));
    all.put("drop", f -> f.drop(0));
    all.put("dropWhile", f -> f.dropWhile(n -> false));
    all.put("runningReduce", f -> f.runningReduce((a, n) -> n));
    all.put("distinct", AsyncFlow::distinct);
    all.put("withIndex", f -> f.withIndex().map(AsyncFlow.Indexed::value));
    all.put("cancellable", AsyncFlow::cancellable);
    all.put("onStart", f -> f.onStart(() -> {}));
    all.put("onCompletion", f -> f.onCompletion(end -> {}));
    all.put("onEmpty", f -> f.onEmpty(out -> {}));
    all.put("recover", f -> f.recover(t -> -1));
    all.put("recoverWith", f -> f.recoverWith(t -> AsyncFlow.empty()));
    all.put("retry", f -> f.retry(3));
    all.put("retry, policy", f -> f.retry(RetryPolicy.maxAttempts(3)));
    all.put("concatWith", f -> f.concatWith(AsyncFlow.empty()));
    all.put("concatWith of another", f -> AsyncFlow.<Integer>empty().concatWith(f));
    all.put("emitAll", f -> AsyncFlow.generate(out -> out.emitAll(f)));
    all.put("takeWhileInclusive", f -> f.takeWhileInclusive(n -> true));
    all.put("sampleEvery", f -> f.sampleEvery(1));
    all.put("throttle", f -> f.throttle(1_000_000, Duration.ofNanos(1)));
    all.put("flatMapConcat", f -> AsyncFlow.of(1).flatMapConcat(n -> f));
    all.put(
        "all at once",
        f ->
            f.take(9_999_999).recover(t -> 1).drop(0).retry(1).onCompletion(end -> {}).map(n -> n));
    return all;
  }

  /** Cancels the task that receives from it, in the moment between an element and its receipt. */
  private record Cancelling<E>(ReceiveChannel<E> channel) implements ReceiveChannel<E> {
    @Override
    public ReceiveResult.OrClosed<E> receiveOrClosed() {
      ReceiveResult.OrClosed<E> received = channel.receiveOrClosed();
      Tasks.current().cancel();
      return received;
    }

    @Override
    public E receive() {
      return channel.receive();
    }

    @Override
    public ReceiveResult<E> tryReceive() {
      return channel.tryReceive();
    }

    @Override
    public ReceiveResult<E> tryReceive(Duration timeout) {
      return channel.tryReceive(timeout);
    }

    @Override
    public CompletableFuture<E> receiveAsync() {
      return channel.receiveAsync();
    }

    @Override
    public void cancel() {
      channel.cancel();
    }

    @Override
    public void cancel(Throwable cause) {
      channel.cancel(cause);
    }

    @Override
    public boolean isEmpty() {
      return channel.isEmpty();
    }

    @Override
    public boolean isClosedForReceive() {
      return channel.isClosedForReceive();
    }

    @Override
    public QueueSnapshot snapshot() {
      return channel.snapshot();
    }

    @Override
    public Iterator<E> iterator() {
      return channel.iterator();
    }
  }

  @TestFactory
  Stream<DynamicTest> elementThatHasBeenReceived_reachesTheCollector() {
    return operators().entrySet().stream()
        .map(
            operator ->
                DynamicTest.dynamicTest(
                    operator.getKey(),
                    () -> {
                      Channel<Integer> channel = Channel.buffered(3);
                      channel.send(1);
                      channel.send(2);
                      List<Integer> seen = new ArrayList<>();
                      AsyncFlow<Integer> flow =
                          operator
                              .getValue()
                              .apply(AsyncFlow.fromChannel(new Cancelling<>(channel)));
                      Async.run(
                          scope -> {
                            Task<?> task = scope.launch(() -> flow.collect(seen::add));
                            task.join();
                            assertThat(task.isCancelled()).isTrue();
                          });
                      assertThat(seen).containsExactly(1);
                      assertThat(channel.receive()).isEqualTo(2);
                    }));
  }

  /** Waits of the library's own, between an element and the user's code. */
  @Test
  void elementThatWaitsForItsTime_isHandedBack() {
    List<Integer> seen = new ArrayList<>();
    List<Integer> undelivered = new ArrayList<>();
    Channel<Integer> channel =
        Channel.<Integer>builder().capacity(3).<Integer>onUndelivered(undelivered::add).build();
    channel.send(1);
    channel.send(2);
    Async.run(
        scope -> {
          Task<?> task =
              scope.launch(
                  () ->
                      AsyncFlow.fromChannel(channel)
                          .throttle(Duration.ofSeconds(60))
                          .collect(seen::add));
          while (!isEmpty(channel)) {
            delay(Duration.ofMillis(1));
          }
          task.cancel();
          task.join();
        });
    assertThat(seen).containsExactly(1);
    assertThat(undelivered).containsExactly(2);
  }

  private static boolean isEmpty(Channel<Integer> channel) {
    // a buffered channel has no size: it is empty when it takes as many as fit
    return channel.toString().contains("data=[]");
  }

  @Test
  void elementThatASubscriberHasNotRequested_isHandedBack() {
    List<Integer> undelivered = new ArrayList<>();
    CompletableFuture<Integer> handed = new CompletableFuture<>();
    Channel<Integer> channel =
        Channel.<Integer>builder()
            .capacity(3)
            .<Integer>onUndelivered(
                n -> {
                  undelivered.add(n);
                  handed.complete(n);
                })
            .build();
    CompletableFuture<Integer> first = new CompletableFuture<>();
    CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
    AsyncFlow.fromChannel(channel)
        .toPublisher()
        .subscribe(
            new Subscriber<>() {
              @Override
              public void onSubscribe(Subscription subscription) {
                subscribed.complete(subscription);
                subscription.request(1);
              }

              @Override
              public void onNext(Integer item) {
                first.complete(item);
              }

              @Override
              public void onError(Throwable failure) {}

              @Override
              public void onComplete() {}
            });
    channel.send(1);
    assertThat(first.join()).isEqualTo(1);
    channel.send(2);
    Async.run(
        scope -> {
          while (!isEmpty(channel)) {
            delay(Duration.ofMillis(1));
          }
        });
    subscribed.join().cancel();
    assertThat(handed.join()).isEqualTo(2);
    assertThat(undelivered).containsExactly(2);
  }

  private static Map<String, ThrowingConsumer<Race>> collectors() {
    Map<String, ThrowingConsumer<Race>> all = new LinkedHashMap<>();
    operators()
        .forEach(
            (name, operator) ->
                all.put(name, race -> operator.apply(race.flow()).collect(race::received)));
    all.put(
        "iterator",
        race -> {
          for (int element : race.flow()) {
            race.received(element);
          }
        });
    all.put("stream", race -> race.flow().stream().forEach(race::received));
    all.put(
        "cancelled at its end",
        race -> race.flow().onCompletion(end -> race.channel.cancel()).collect(race::received));
    all.put("find", race -> race.flow().any(n -> !race.received(n)));
    return all;
  }

  private static final class Race {
    final int size;
    final AtomicIntegerArray times;
    final Channel<Integer> channel;

    Race(int size, int capacity) {
      this.size = size;
      times = new AtomicIntegerArray(size);
      Consumer<Integer> undelivered = times::incrementAndGet;
      channel =
          Channel.<Integer>builder().capacity(capacity).<Integer>onUndelivered(undelivered).build();
    }

    AsyncFlow<Integer> flow() {
      return AsyncFlow.fromChannel(channel);
    }

    boolean received(int element) {
      times.incrementAndGet(element);
      return true;
    }
  }

  /** A sender, and one collector after the other, each cancelled at a random moment. */
  @Tag("stress")
  @TestFactory
  Stream<DynamicTest> elements_racedAgainstCancellation_areNeverLost() {
    return collectors().entrySet().stream()
        .map(
            collector ->
                DynamicTest.dynamicTest(collector.getKey(), () -> race(collector.getValue())));
  }

  private static void race(ThrowingConsumer<Race> collector) {
    Random random = new Random(5);
    int cancelled = 0;
    Rounds rounds = Rounds.atLeast(60);
    for (int round = rounds.take(); round >= 0; round = rounds.take()) {
      Race race = new Race(20, round % 3);
      if (round(race, collector, random)) {
        cancelled++;
      }
      for (int i = 0; i < race.size; i++) {
        assertThat(race.times.get(i)).as("round %d, element %d", round, i).isEqualTo(1);
      }
    }
    assertThat(cancelled).as("rounds in which a collector was cancelled").isPositive();
  }

  private static boolean round(Race race, ThrowingConsumer<Race> collector, Random random) {
    boolean[] cancelled = {false};
    Async.run(
        scope -> {
          Task<?> sender =
              scope.launch(
                  () -> {
                    for (int i = 0; i < race.size; i++) {
                      int element = i;
                      if (!race.channel.trySend(element).isSent()) {
                        Async.nonCancellable(() -> sendOrDrop(race, element));
                      }
                    }
                    race.channel.close();
                  });
          Task<?> receiver = scope.launch(() -> collector.accept(race));
          Pause.of(random.nextInt(3_000));
          receiver.cancel();
          receiver.join();
          assertThat(receiver.awaitOutcome()).isNotInstanceOf(Outcome.Failure.class);
          cancelled[0] = receiver.isCancelled();
          race.channel.cancel(); // what it still holds is undelivered now
          sender.join();
        });
    return cancelled[0];
  }

  /** The channel tells its handler of an element that it refuses. */
  private static void sendOrDrop(Race race, int element) {
    try {
      race.channel.send(element);
    } catch (IllegalStateException cancelled) {
      // told
    }
  }
}
