package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.RetryPolicy;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that lambdas of operators may await and block: with a single permit nothing deadlocks, no
 * two lambdas run concurrently, and none runs on a thread of timers or of kotlinx.
 */
class WaitingLambdasTest {
  private final Set<String> threads = ConcurrentHashMap.newKeySet();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** Runs in every lambda: it holds the permit, waits without it, and acquires it again. */
  private <T> T slow(T value) throws InterruptedException {
    work();
    delay(ofMillis(1));
    work();
    return value;
  }

  private void work() throws InterruptedException {
    threads.add(Thread.currentThread().getName());
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    Thread.sleep(0, 100_000);
    running.decrementAndGet();
  }

  private AsyncFlow<Integer> source() {
    return AsyncFlow.generate(
        out -> {
          for (int i = 0; i < 5; i++) {
            out.emit(slow(i));
          }
        });
  }

  private AsyncFlow<Integer> twice(int n) {
    return AsyncFlow.generate(
        out -> {
          out.emit(slow(n));
          out.emit(slow(n));
        });
  }

  /** Each makes 0 to 4 of 0 to 4, some of them in another order or more than once. */
  private Map<String, Function<AsyncFlow<Integer>, AsyncFlow<Integer>>> operators() {
    Map<String, Function<AsyncFlow<Integer>, AsyncFlow<Integer>>> all = new LinkedHashMap<>();
    all.put("map", f -> f.map(this::slow));
    all.put("mapNotNull", f -> f.mapNotNull(this::slow));
    all.put("filter", f -> f.filter(n -> slow(true)).filterNot(n -> slow(false)));
    all.put("transform", f -> f.transform((n, out) -> out.emit(slow(n))));
    all.put("takeWhile", f -> f.takeWhile(n -> slow(true)).dropWhile(n -> slow(false)));
    all.put("distinct", f -> f.distinctUntilChanged(this::slow).distinct());
    all.put("scan", f -> f.scan(0, (a, n) -> slow(n)).runningReduce((a, n) -> slow(n)));
    all.put("onEach", f -> f.onEach(this::slow).onStart(() -> slow(0)).onCompletion(this::slow));
    all.put("onEmpty", f -> f.filter(n -> false).onEmpty(out -> out.emitAll(source())));
    all.put("zip", f -> f.zip(source(), (a, b) -> slow(a)));
    all.put("combine", f -> f.combine(source(), (a, b) -> slow(a)));
    all.put("merge", f -> f.mergeWith(source()).map(this::slow));
    all.put("flatMapConcat", f -> f.flatMapConcat(n -> twice(slow(n))));
    all.put("flatMapMerge", f -> f.flatMapMerge(3, n -> twice(slow(n))));
    all.put("flatMapLatest", f -> f.onEach(n -> delay(ofMillis(10))).flatMapLatest(this::twice));
    all.put("groupBy", f -> f.<Integer>groupBy(n -> slow(n % 2)).flatMapMerge(9, g -> g));
    all.put("mapConcurrent", f -> f.mapConcurrent(3, this::slow));
    all.put("mapConcurrentUnordered", f -> f.mapConcurrentUnordered(3, this::slow));
    all.put("buffer", f -> f.buffer(2).map(this::slow));
    all.put("conflate", f -> f.onEach(n -> delay(ofMillis(10))).conflate().map(this::slow));
    all.put("debounce", f -> f.onEach(n -> delay(ofMillis(10))).debounce(ofMillis(5)));
    all.put("sample", this::sampled);
    all.put("throttle", f -> f.throttle(ofMillis(2)).map(this::slow));
    all.put("timeout", f -> f.timeout(ofSeconds(9)).map(this::slow));
    all.put(
        "chunkedWithin",
        f -> f.chunkedWithin(2, ofMillis(5)).flatMapConcat(AsyncFlow::fromIterable));
    all.put(
        "channelFlow", f -> AsyncFlow.channelFlow((s, out) -> f.collect(n -> out.send(slow(n)))));
    all.put("retry", f -> failingOnce(f).retry(1, t -> slow(true)));
    all.put("retryIf", f -> failingOnce(f).retry(RetryPolicy.unlimited().retryIf(t -> slow(true))));
    all.put("recoverWith", f -> failingOnce(f).recoverWith(t -> slow(f)));
    all.put("loop", this::pulled);
    all.put("publisher", f -> AsyncFlow.fromPublisher(f.map(this::slow).toPublisher()));
    return all;
  }

  /** The source ends when its last value has been sampled: else that would be dropped. */
  private AsyncFlow<Integer> sampled(AsyncFlow<Integer> flow) {
    CompletableFuture<Integer> seen = new CompletableFuture<>();
    AsyncFlow<Integer> end = AsyncFlow.of(4).onStart(() -> await(seen));
    return flow.onEach(n -> delay(ofMillis(10)))
        .concatWith(end)
        .sample(ofMillis(5))
        .onEach(
            n -> {
              if (n == 4) {
                seen.complete(n);
              }
            });
  }

  private AsyncFlow<Integer> failingOnce(AsyncFlow<Integer> flow) {
    AtomicInteger attempts = new AtomicInteger();
    return flow.map(
        n -> {
          if (n == 2 && attempts.incrementAndGet() == 1) {
            throw new IllegalStateException("once");
          }
          return slow(n);
        });
  }

  private AsyncFlow<Integer> pulled(AsyncFlow<Integer> flow) {
    return AsyncFlow.generate(
        out -> {
          for (int n : flow) {
            out.emit(slow(n));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> onePermitForAll() {
    return onEach(Dispatchers.cpu().limitedParallelism(1), 1);
  }

  @TestFactory
  Stream<DynamicTest> defaultDispatcher() {
    return onEach(Dispatchers.virtual(), Integer.MAX_VALUE);
  }

  private Stream<DynamicTest> onEach(Dispatcher dispatcher, int atMost) {
    return operators().entrySet().stream()
        .map(
            operator ->
                DynamicTest.dynamicTest(
                    operator.getKey(), () -> check(operator.getValue(), dispatcher, atMost)));
  }

  private void check(
      Function<AsyncFlow<Integer>, AsyncFlow<Integer>> operator, Dispatcher on, int atMost) {
    List<Integer> seen = new ArrayList<>();
    supervisorScope().on(on).run(scope -> operator.apply(source()).collect(n -> seen.add(slow(n))));
    assertThat(seen.stream().collect(Collectors.toSet())).contains(4).isSubsetOf(0, 1, 2, 3, 4);
    assertThat(most).hasPositiveValue().hasValueLessThanOrEqualTo(atMost);
    assertThat(threads)
        .isNotEmpty()
        .noneMatch(name -> name.contains("timer") || name.contains("Default"));
  }
}
