package org.coroutines4j.flow;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.withTimeout;

import java.util.concurrent.Callable;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that a flow fails immediately and clearly if its publisher breaks the rules of Reactive
 * Streams.
 */
class BrokenPublishersTest {
  private final IllegalStateException failure = new IllegalStateException("broken");
  private final AtomicInteger cancelled = new AtomicInteger();

  /** On which thread a publisher sends. */
  enum Sends {
    AT_ONCE,
    LATER
  }

  static Stream<Sends> sends() {
    return Stream.of(Sends.values());
  }

  /** Calls {@code onRequest} with each request; swallows what the subscriber throws, as many do. */
  private Publisher<Integer> publisher(
      Sends sends, BiConsumer<Subscriber<? super Integer>, Long> onRequest) {
    return subscriber ->
        subscriber.onSubscribe(
            new Subscription() {
              @Override
              public void request(long n) {
                Runnable sending = () -> swallow(() -> onRequest.accept(subscriber, n));
                if (sends == Sends.AT_ONCE) {
                  sending.run();
                } else {
                  new Thread(sending).start();
                }
              }

              @Override
              public void cancel() {
                cancelled.incrementAndGet();
              }
            });
  }

  private static void swallow(Runnable sending) {
    try {
      sending.run();
    } catch (RuntimeException swallowed) {
      // as executors do
    }
  }

  private static <T> T inTime(Callable<T> collection) {
    return withTimeout(ofSeconds(20), collection);
  }

  @SuppressWarnings("NullAway") // what must not be
  private static void sendNull(Subscriber<?> subscriber) {
    subscriber.onNext(null);
  }

  @ParameterizedTest
  @MethodSource("sends")
  void nullValue_failsTheFlow(Sends sends) {
    AsyncFlow<Integer> flow =
        AsyncFlow.fromPublisher(
            publisher(
                sends,
                (subscriber, n) -> {
                  subscriber.onNext(1);
                  sendNull(subscriber);
                }));
    assertThatThrownBy(() -> inTime(flow::toList))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("2.13");
    assertThat(cancelled).hasValue(1);
    assertThat(inTime(flow.recover(t -> 7)::toList)).containsExactly(1, 7);
  }

  @Test
  @SuppressWarnings("NullAway") // what must not be
  void nullFailure_andNullSubscription_failTheFlow() {
    AsyncFlow<Integer> flow =
        AsyncFlow.fromPublisher(
            publisher(Sends.LATER, (subscriber, n) -> subscriber.onError(null)));
    assertThatThrownBy(() -> inTime(flow::toList)).isInstanceOf(NullPointerException.class);
    AsyncFlow<Integer> without =
        AsyncFlow.fromPublisher(
            subscriber ->
                assertThat(catchThrowable(() -> subscriber.onSubscribe(null)))
                    .isInstanceOf(NullPointerException.class));
    assertThatThrownBy(() -> inTime(without::toList))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("subscription");
  }

  @ParameterizedTest
  @MethodSource("sends")
  void unrequestedValues_failTheFlow_andAreNotKept(Sends sends) {
    AtomicInteger sent = new AtomicInteger();
    AsyncFlow<Integer> flow =
        AsyncFlow.fromPublisher(
            publisher(
                sends,
                (subscriber, n) -> {
                  for (int i = 0; i < 1_000_000; i++) {
                    subscriber.onNext(sent.incrementAndGet());
                  }
                }));
    AtomicInteger received = new AtomicInteger();
    assertThatThrownBy(
            () ->
                inTime(
                    () -> {
                      flow.collect(n -> received.incrementAndGet());
                      return 0;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1.1");
    assertThat(received.get()).isLessThan(sent.get());
    assertThat(cancelled).hasValueGreaterThanOrEqualTo(1);
  }

  /** They would fill the memory. */
  @Test
  void unrequestedValues_whileTheCollectorIsBusy_areNotKept() {
    AtomicInteger received = new AtomicInteger();
    AsyncFlow<Integer> flow =
        AsyncFlow.fromPublisher(
            publisher(
                Sends.AT_ONCE,
                (subscriber, n) -> {
                  for (int i = 0; i < 1_000_000; i++) {
                    subscriber.onNext(i);
                  }
                }));
    assertThatThrownBy(
            () ->
                inTime(
                    () -> {
                      flow.collect(n -> received.incrementAndGet());
                      return 0;
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(received).hasValue(64); // what it was asked for
  }

  @Test
  void valueBeforeASubscription_failsTheFlow() {
    AsyncFlow<Integer> flow = AsyncFlow.fromPublisher(subscriber -> subscriber.onNext(1));
    assertThatThrownBy(() -> inTime(flow::toList))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1.1");
  }

  private Publisher<Integer> throwingFromCancel() {
    return subscriber ->
        subscriber.onSubscribe(
            new Subscription() {
              private int next;

              @Override
              public void request(long n) {
                for (long i = 0; i < n; i++) {
                  subscriber.onNext(++next);
                }
              }

              @Override
              public void cancel() {
                throw failure;
              }
            });
  }

  @Test
  void cancelThatThrows_takesNoValueAway_andIsLogged() {
    AsyncFlow<Integer> flow = AsyncFlow.fromPublisher(throwingFromCancel());
    try (CapturedLog log = new CapturedLog()) {
      assertThat(flow.first()).isEqualTo(1);
      assertThat(flow.take(2).toList()).containsExactly(1, 2);
      assertThat(flow.any(n -> n == 70)).isTrue();
      try (AsyncIterator<Integer> iterator = flow.iterator()) {
        assertThat(iterator.next()).isEqualTo(1);
      }
      assertThatThrownBy(
              () ->
                  flow.collect(
                      n -> {
                        throw new IllegalArgumentException("collector");
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("collector");
      assertThat(log.lines()).hasSize(5).allMatch(line -> line.contains("cancel"));
    }
  }

  /** Throws from the request of this number. */
  private Publisher<Integer> throwingFromRequest(int number) {
    return subscriber ->
        subscriber.onSubscribe(
            new Subscription() {
              private int requests;

              @Override
              public void request(long n) {
                if (++requests == number) {
                  throw failure;
                }
                for (int i = 0; i < n; i++) {
                  subscriber.onNext(i);
                }
              }

              @Override
              public void cancel() {}
            });
  }

  @Test
  void requestThatThrows_failsTheFlow() {
    Publisher<Integer> atOnce = throwingFromRequest(1);
    Publisher<Integer> elsewhere =
        subscriber -> new Thread(() -> swallow(() -> atOnce.subscribe(subscriber))).start();
    assertThatThrownBy(() -> inTime(AsyncFlow.fromPublisher(atOnce)::toList)).isSameAs(failure);
    assertThatThrownBy(() -> inTime(AsyncFlow.fromPublisher(elsewhere)::toList)).isSameAs(failure);
    assertThatThrownBy(() -> inTime(AsyncFlow.fromPublisher(throwingFromRequest(2))::toList))
        .isSameAs(failure);
  }

  @Test
  void subscribeThatThrows_failsTheFlow() {
    AsyncFlow<Integer> flow =
        AsyncFlow.fromPublisher(
            subscriber -> {
              throw failure;
            });
    assertThatThrownBy(() -> inTime(flow::toList)).isSameAs(failure);
  }

  @Test
  void secondSubscription_isCancelled() {
    Publisher<Integer> twice =
        subscriber -> {
          publisher(Sends.AT_ONCE, (s, n) -> s.onNext(1)).subscribe(subscriber);
          publisher(Sends.AT_ONCE, (s, n) -> s.onNext(2)).subscribe(subscriber);
          assertThat(cancelled).hasValue(1);
          subscriber.onComplete();
        };
    assertThat(inTime(AsyncFlow.fromPublisher(twice)::toList)).containsExactly(1);
  }

  @Test
  void signalsAfterTheEnd_areDropped() {
    Publisher<Integer> talkative =
        publisher(
            Sends.AT_ONCE,
            (subscriber, n) -> {
              subscriber.onNext(1);
              subscriber.onComplete();
              subscriber.onNext(2);
              subscriber.onError(failure);
              subscriber.onComplete();
            });
    assertThat(inTime(AsyncFlow.fromPublisher(talkative)::toList)).containsExactly(1);
  }
}
