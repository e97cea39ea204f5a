package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/** Operators with coroutines of their own, whose lambdas block and await. */
class ConcurrentOperatorsTest {
  private final CyclicBarrier four = new CyclicBarrier(4);

  private int meet(int n) throws Exception {
    int unused = four.await(10, TimeUnit.SECONDS);
    return n * 10;
  }

  @Test
  void flatMapMerge_collectsFourConcurrently_thoughTheyBlock() {
    AsyncFlow<Integer> merged =
        AsyncFlow.range(0, 4)
            .flatMapMerge(4, n -> AsyncFlow.<Integer>generate(out -> out.emit(meet(n))));
    assertThat(merged.toList()).containsExactlyInAnyOrder(0, 10, 20, 30);
  }

  @Test
  void flatMapMerge_inATask_collectsFourConcurrently() {
    List<Integer> values =
        taskScope()
            .call(
                scope ->
                    scope
                        .async(
                            () ->
                                AsyncFlow.range(0, 8)
                                    .flatMapMerge(
                                        4,
                                        n -> AsyncFlow.<Integer>generate(out -> out.emit(meet(n))))
                                    .toList())
                        .await());
    assertThat(values).hasSize(8);
  }

  @Test
  void mapConcurrent_callsFourConcurrently_andKeepsTheOrder() {
    assertThat(AsyncFlow.range(0, 8).mapConcurrent(4, this::meet).toList())
        .containsExactly(0, 10, 20, 30, 40, 50, 60, 70);
    assertThat(AsyncFlow.range(0, 8).mapConcurrentUnordered(4, this::meet).toList())
        .containsExactlyInAnyOrder(0, 10, 20, 30, 40, 50, 60, 70);
  }

  @Test
  void mapConcurrent_neverCallsMore_andWaitsForTheCollector() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    assertThat(
            AsyncFlow.range(0, 50)
                .mapConcurrent(
                    3,
                    n -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      delay(ofMillis(1));
                      running.decrementAndGet();
                      return n;
                    })
                .toList())
        .hasSize(50)
        .isSorted();
    assertThat(most).hasValueLessThanOrEqualTo(3);
  }

  @Test
  void mapConcurrent_thatFails_cancelsTheOthers_andThrowsTheFailure() {
    CompletableFuture<Integer> never = new CompletableFuture<>();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                AsyncFlow.range(0, 4)
                    .mapConcurrent(
                        4,
                        n -> {
                          if (n == 3) {
                            Poll.until(() -> never.getNumberOfDependents() > 0); // another waits
                            throw new IllegalStateException("at 3");
                          }
                          return await(never);
                        })
                    .toList())
        .withMessage("at 3");
    assertThat(never).isCancelled();
  }

  @Test
  void failureOfTheProducer_endsTheWaitOfTheCollector() {
    Channel<Integer> nothing = Channel.rendezvous();
    AsyncFlow<Integer> failing =
        AsyncFlow.<Integer>generate(
                out -> {
                  out.emit(1);
                  delay(ofMillis(20));
                  throw new IllegalStateException("broken");
                })
            .buffer(4);
    assertThatIllegalStateException()
        .isThrownBy(
            () -> failing.collect(n -> nothing.receive())) // indefinitely, but for the failure
        .withMessage("broken");
  }

  @Test
  void flowOn_runsItsUpstreamOnTheOtherDispatcher() {
    Thread here = Thread.currentThread();
    List<Thread> above = Collections.synchronizedList(new ArrayList<>());
    List<Integer> seen = new ArrayList<>();
    AsyncFlow.range(0, 3)
        .onEach(n -> above.add(Thread.currentThread()))
        .flowOn(Dispatchers.cpu())
        .collect(seen::add);
    assertThat(seen).containsExactly(0, 1, 2);
    assertThat(above).hasSize(3).doesNotContain(here);
  }

  @Test
  void flatMapLatest_endsTheOneBefore() {
    List<String> ended = Collections.synchronizedList(new ArrayList<>());
    AsyncFlow<String> latest =
        AsyncFlow.range(0, 3)
            .flatMapLatest(
                n ->
                    AsyncFlow.generate(
                        out -> {
                          try {
                            delay(n == 2 ? ofMillis(1) : ofSeconds(9));
                            out.emit("value " + n);
                          } finally {
                            ended.add("end " + n);
                          }
                        }));
    assertThat(latest.toList()).containsExactly("value 2");
    assertThat(ended).endsWith("end 2");
  }

  @Test
  void groupBy_givesEachKeyAFlow() {
    List<String> groups =
        AsyncFlow.range(0, 10)
            .<Integer>groupBy(n -> n % 3)
            .flatMapMerge(
                3,
                group ->
                    AsyncFlow.<String>generate(out -> out.emit(group.key() + "=" + group.toList())))
            .toList();
    assertThat(groups).containsExactlyInAnyOrder("0=[0, 3, 6, 9]", "1=[1, 4, 7]", "2=[2, 5, 8]");
  }

  @Test
  void zipAndCombineAndMerge_collectBothConcurrently() {
    AsyncFlow<Integer> numbers = AsyncFlow.of(1, 2, 3);
    AsyncFlow<String> letters = AsyncFlow.of("a", "b");
    assertThat(numbers.zip(letters, (n, l) -> l + n).toList()).containsExactly("a1", "b2");
    assertThat(numbers.combine(letters, (n, l) -> l + n).toList()).endsWith("b3");
    assertThat(AsyncFlow.merge(numbers, AsyncFlow.of(4)).toSet()).containsOnly(1, 2, 3, 4);
  }

  @Test
  void channelFlow_emitsFromManyTasks() {
    AsyncFlow<Integer> flow =
        AsyncFlow.channelFlow(
            (scope, out) -> {
              for (int i = 0; i < 10; i++) {
                int n = i;
                scope.launch(() -> out.send(n));
              }
            });
    assertThat(flow.toSet()).hasSize(10);
    assertThat(flow.take(2).toList()).hasSize(2);
  }
}
