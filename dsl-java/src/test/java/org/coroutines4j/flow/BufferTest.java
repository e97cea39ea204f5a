package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.function.ThrowingConsumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that a flow with a buffer of its own has the buffer that {@code buffer}, {@code conflate}
 * and {@code flowOn} ask for, and no second one.
 */
class BufferTest {
  private static void trySendAll(SendChannel<Integer> out) {
    for (int i = 1; i <= 1_000; i++) {
      var unused = out.trySend(i);
    }
  }

  /** Sends 1 to 1,000 without waiting, before anything is collected. */
  private static Map<String, AsyncFlow<Integer>> eager() {
    Map<String, AsyncFlow<Integer>> all = new LinkedHashMap<>();
    all.put("channelFlow", AsyncFlow.channelFlow((scope, out) -> trySendAll(out)));
    all.put(
        "callback",
        AsyncFlow.callback(
            out -> {
              trySendAll(out);
              var unused = out.close();
              return () -> {};
            }));
    all.put("flatMapLatest", AsyncFlow.of(1).flatMapLatest(n -> AsyncFlow.range(1, 1_001)));
    return all;
  }

  private static Stream<DynamicTest> forEachEager(ThrowingConsumer<AsyncFlow<Integer>> check) {
    return eager().entrySet().stream()
        .map(flow -> DynamicTest.dynamicTest(flow.getKey(), () -> check.accept(flow.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> conflate_givesTheNewest() {
    return forEachEager(
        flow -> {
          assertThat(flow.conflate().last()).isEqualTo(1_000);
          assertThat(flow.flowOn(Dispatchers.cpu()).conflate().last()).isEqualTo(1_000);
          assertThat(flow.conflate().flowOn(Dispatchers.cpu()).last()).isEqualTo(1_000);
          assertThat(flow.buffer(7).conflate().last()).isEqualTo(1_000);
        });
  }

  @TestFactory
  Stream<DynamicTest> buffer_keepsAsManyAsAskedFor() {
    return forEachEager(
        flow -> {
          assertThat(flow.buffer(10_000).count()).isEqualTo(1_000);
          assertThat(flow.buffer(500).buffer(500).count()).isEqualTo(1_000);
          assertThat(flow.flowOn(Dispatchers.cpu()).buffer(1_000).count()).isEqualTo(1_000);
          assertThat(flow.buffer(1_000).flowOn(Dispatchers.cpu()).count()).isEqualTo(1_000);
          assertThat(flow.buffer(Integer.MAX_VALUE).buffer(5).count()).isEqualTo(1_000);
        });
  }

  /**
   * Collects the first value, waits until {@code expected} further ones have been emitted, and
   * returns the number of further ones that have been emitted after another while.
   */
  private static int ahead(
      int expected,
      AtomicInteger emitted,
      AsyncFlow<Integer> flow,
      UnaryOperator<AsyncFlow<Integer>> buffer) {
    emitted.set(0);
    AtomicInteger ahead = new AtomicInteger();
    buffer
        .apply(flow)
        .take(1)
        .collect(
            n -> {
              while (emitted.get() <= expected) {
                delay(ofMillis(1));
              }
              delay(ofMillis(30));
              ahead.set(emitted.get() - 1);
            });
    return ahead.get();
  }

  @TestFactory
  Stream<DynamicTest> buffer_runsAheadByNoMore() {
    AtomicInteger emitted = new AtomicInteger();
    Map<String, AsyncFlow<Integer>> flows = new LinkedHashMap<>();
    flows.put(
        "channelFlow",
        AsyncFlow.channelFlow(
            (scope, out) -> {
              for (int i = 0; i < 1_000; i++) {
                out.send(i);
                emitted.incrementAndGet();
              }
            }));
    flows.put(
        "callback",
        AsyncFlow.callback(
            out -> {
              for (int i = 0; i < 1_000; i++) {
                out.send(i);
                emitted.incrementAndGet();
              }
              return () -> {};
            }));
    flows.put(
        "flatMapLatest",
        AsyncFlow.of(1)
            .flatMapLatest(
                n ->
                    AsyncFlow.<Integer>generate(
                        out -> {
                          for (int i = 0; i < 1_000; i++) {
                            out.emit(i);
                            emitted.incrementAndGet();
                          }
                        })));
    Map<String, UnaryOperator<AsyncFlow<Integer>>> buffers = new LinkedHashMap<>();
    buffers.put("0", f -> f.buffer(0));
    buffers.put("1", f -> f.buffer(1));
    buffers.put("5", f -> f.buffer(2).buffer(3));
    buffers.put("7", f -> f.flowOn(Dispatchers.cpu()).buffer(7));
    buffers.put("9", f -> f.buffer(9).flowOn(Dispatchers.cpu()));
    buffers.put("64", f -> f);
    return flows.entrySet().stream()
        .flatMap(
            flow ->
                buffers.entrySet().stream()
                    .map(
                        buffer ->
                            DynamicTest.dynamicTest(
                                flow.getKey() + ", " + buffer.getKey(),
                                () -> {
                                  int expected = Integer.parseInt(buffer.getKey());
                                  assertThat(
                                          ahead(
                                              expected,
                                              emitted,
                                              flow.getValue(),
                                              buffer.getValue()))
                                      .isEqualTo(expected);
                                })));
  }

  @Test
  void flowOn_runsTheBodyOfAChannelFlowThere() {
    Thread here = Thread.currentThread();
    assertThat(
            AsyncFlow.<Thread>channelFlow((scope, out) -> out.send(Thread.currentThread()))
                .flowOn(Dispatchers.cpu())
                .map(thread -> thread != here && Thread.currentThread() == here)
                .toList())
        .containsExactly(true);
  }

  /** It registers, and sends, in a task of its own. */
  @Test
  void callback_thatOverfillsTheBufferWhileRegistering_isCollected() {
    AtomicInteger closed = new AtomicInteger();
    AsyncFlow<Integer> flow =
        AsyncFlow.callback(
            out -> {
              for (int i = 0; i < 1_000; i++) {
                out.send(i);
              }
              var unused = out.close();
              return closed::incrementAndGet;
            });
    assertThat(flow.toList()).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    assertThat(closed).hasValue(1);
    assertThat(flow.buffer(0).take(700).count()).isEqualTo(700);
  }

  /** Counts the requested values, and sends them immediately. */
  private static Publisher<Integer> counting(AtomicInteger requested) {
    return subscriber ->
        subscriber.onSubscribe(
            new Subscription() {
              private int next;

              @Override
              public void request(long n) {
                requested.accumulateAndGet(
                    (int) Math.min(n, 1_000_000), (sum, more) -> Math.min(1_000_000, sum + more));
                for (long i = 0; i < Math.min(n, 1_000); i++) {
                  subscriber.onNext(next++);
                }
                if (n == Long.MAX_VALUE) {
                  subscriber.onComplete();
                }
              }

              @Override
              public void cancel() {}
            });
  }

  @Test
  void fromPublisher_asksForAsMuchAsTheBufferHolds() {
    AtomicInteger requested = new AtomicInteger();
    AsyncFlow<Integer> flow = AsyncFlow.fromPublisher(counting(requested));
    assertThat(flow.take(1).toList()).containsExactly(0);
    assertThat(requested.getAndSet(0)).isEqualTo(64);
    assertThat(flow.buffer(1).take(3).toList()).containsExactly(0, 1, 2);
    assertThat(requested.getAndSet(0)).isEqualTo(3);
    assertThat(flow.buffer(0).take(3).toList()).containsExactly(0, 1, 2);
    assertThat(requested.getAndSet(0)).isEqualTo(3);
    assertThat(flow.flowOn(Dispatchers.cpu()).buffer(10).take(1).toList()).containsExactly(0);
    assertThat(requested.getAndSet(0)).isEqualTo(10);
    assertThat(flow.conflate().last()).isEqualTo(999);
    assertThat(requested.getAndSet(0)).isEqualTo(1_000_000);
  }

  @Test
  void fromPublisher_withFlowOn_subscribesThere() {
    CompletableFuture<Thread> there = new CompletableFuture<>();
    Publisher<Integer> publisher =
        subscriber -> {
          there.complete(Thread.currentThread());
          counting(new AtomicInteger()).subscribe(subscriber);
        };
    assertThat(AsyncFlow.fromPublisher(publisher).flowOn(Dispatchers.cpu()).first()).isZero();
    assertThat(there.join()).isNotSameAs(Thread.currentThread());
  }
}
