package consumer;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.MutableStateFlow;

/** Uses every operator of flows once, and checks what comes out. */
final class FlowOperators {
  private FlowOperators() {}

  private static AsyncFlow<Integer> numbers() {
    return AsyncFlow.of(1, 2, 3);
  }

  private static <T> AsyncFlow<T> failing() {
    return AsyncFlow.generate(
        out -> {
          throw new IllegalStateException("meant");
        });
  }

  private static void check(Object seen, Object wanted) {
    if (!seen.equals(wanted)) {
      throw new AssertionError(seen + ", not " + wanted);
    }
  }

  static void run(TaskScope scope) {
    sources();
    transforms();
    combinations();
    concurrent();
    timed();
    failures();
    terminals();
    shared(scope);
  }

  private static void sources() {
    check(AsyncFlow.<Integer>generate(out -> out.emit(1)).toList(), List.of(1));
    check(AsyncFlow.empty().toList(), List.of());
    check(AsyncFlow.range(0, 2).toList(), List.of(0, 1));
    check(AsyncFlow.iterate(1, n -> n * 2).take(3).toList(), List.of(1, 2, 4));
    check(AsyncFlow.fromIterable(List.of(1)).toList(), List.of(1));
    check(AsyncFlow.fromStream(() -> Stream.of(1)).toList(), List.of(1));
    check(AsyncFlow.fromChannel(closedChannel()).toList(), List.of(1));
    check(AsyncFlow.fromPublisher(numbers().toPublisher()).toList(), List.of(1, 2, 3));
    check(AsyncFlow.fromStage(CompletableFuture.completedFuture(1)).toList(), List.of(1));
    check(AsyncFlow.ticker(ofMillis(1)).take(2).toList(), List.of(0L, 1L));
    check(AsyncFlow.<Integer>channelFlow((s, out) -> out.send(1)).toList(), List.of(1));
    check(
        AsyncFlow.<Integer>callback(
                out -> {
                  out.send(1);
                  out.close();
                  return () -> {};
                })
            .toList(),
        List.of(1));
  }

  private static Channel<Integer> closedChannel() {
    Channel<Integer> channel = Channel.buffered(1);
    channel.send(1);
    channel.close();
    return channel;
  }

  private static void transforms() {
    check(numbers().map(n -> n + 1).toList(), List.of(2, 3, 4));
    check(numbers().mapNotNull(n -> n == 2 ? null : n).toList(), List.of(1, 3));
    check(numbers().filter(n -> n > 1).toList(), List.of(2, 3));
    check(numbers().filterNot(n -> n > 1).toList(), List.of(1));
    check(numbers().<Integer>transform((n, out) -> out.emit(-n)).toList(), List.of(-1, -2, -3));
    check(numbers().take(1).toList(), List.of(1));
    check(numbers().takeWhile(n -> n < 3).toList(), List.of(1, 2));
    check(numbers().drop(1).toList(), List.of(2, 3));
    check(numbers().dropWhile(n -> n < 3).toList(), List.of(3));
    check(AsyncFlow.of(1, 2, 1).distinct().toList(), List.of(1, 2));
    check(AsyncFlow.of(1, 1, 2).distinctUntilChanged().toList(), List.of(1, 2));
    check(AsyncFlow.of(1, 3, 2).distinctUntilChanged(n -> n % 2).toList(), List.of(1, 2));
    check(AsyncFlow.of("a").withIndex().map(i -> i.index() + i.value()).toList(), List.of("0a"));
    check(numbers().scan(0, Integer::sum).toList(), List.of(0, 1, 3, 6));
    check(numbers().runningReduce(Integer::sum).toList(), List.of(1, 3, 6));
    check(numbers().chunked(2).toList(), List.of(List.of(1, 2), List.of(3)));
    check(numbers().sliding(2, 1).first(), List.of(1, 2));
    check(numbers().onEach(n -> {}).cancellable().toList(), List.of(1, 2, 3));
  }

  private static void combinations() {
    AsyncFlow<Integer> one = AsyncFlow.of(1);
    AsyncFlow<Integer> two = AsyncFlow.of(2);
    check(AsyncFlow.merge(one, two).toSet(), Set.of(1, 2));
    check(AsyncFlow.merge(List.of(one, two)).toSet(), Set.of(1, 2));
    check(AsyncFlow.concat(one, two).toList(), List.of(1, 2));
    check(AsyncFlow.concat(List.of(one, two)).toList(), List.of(1, 2));
    check(one.zip(two, Integer::sum).toList(), List.of(3));
    check(one.combine(two, Integer::sum).toList(), List.of(3));
    check(one.mergeWith(two).toSet(), Set.of(1, 2));
    check(one.concatWith(two).toList(), List.of(1, 2));
    check(numbers().flatMapConcat(n -> AsyncFlow.of(n, n)).count(), 6L);
    check(numbers().flatMapMerge(2, n -> AsyncFlow.of(n, n)).count(), 6L);
    check(numbers().flatMapLatest(n -> AsyncFlow.of(n)).last(), 3);
    check(
        numbers().groupBy(n -> n % 2).flatMapMerge(8, g -> g.map(n -> g.key() + ":" + n)).toSet(),
        Set.of("1:1", "0:2", "1:3"));
  }

  private static void concurrent() {
    check(numbers().mapConcurrent(2, n -> n * 2).toList(), List.of(2, 4, 6));
    check(numbers().mapConcurrentUnordered(2, n -> n * 2).toSet(), Set.of(2, 4, 6));
    check(numbers().buffer(1).toList(), List.of(1, 2, 3));
    check(numbers().conflate().last(), 3);
    check(numbers().flowOn(Dispatchers.cpu()).toList(), List.of(1, 2, 3));
  }

  private static void timed() {
    check(numbers().debounce(ofMillis(20)).toList(), List.of(3));
    check(AsyncFlow.ticker(ofMillis(5)).sample(ofMillis(20)).take(1).count(), 1L);
    check(numbers().throttle(ofMillis(1)).toList(), List.of(1, 2, 3));
    check(numbers().timeout(ofSeconds(60)).toList(), List.of(1, 2, 3));
    check(numbers().chunkedWithin(2, ofSeconds(60)).first(), List.of(1, 2));
  }

  private static void failures() {
    List<Object> seen = new CopyOnWriteArrayList<>();
    check(numbers().retry(1).toList(), List.of(1, 2, 3));
    check(numbers().retry(1, e -> true).toList(), List.of(1, 2, 3));
    check(numbers().retry(RetryPolicy.unlimited()).toList(), List.of(1, 2, 3));
    check(numbers().retryWhen((e, n) -> n < 2).toList(), List.of(1, 2, 3));
    check(FlowOperators.<Integer>failing().recover(e -> 7).toList(), List.of(7));
    check(FlowOperators.<Integer>failing().recoverWith(e -> numbers()).count(), 3L);
    check(numbers().onStart(() -> seen.add("start")).count(), 3L);
    check(numbers().onCompletion(e -> seen.add(e.isPresent())).count(), 3L);
    check(AsyncFlow.<Integer>empty().onEmpty(out -> out.emit(5)).toList(), List.of(5));
    check(seen, List.of("start", false));
  }

  private static void terminals() {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    numbers().collect(seen::add);
    check(seen, List.of(1, 2, 3));
    check(numbers().collect(Collectors.toList()), List.of(1, 2, 3));
    check(numbers().toMap(n -> n), Map.of(1, 1, 2, 2, 3, 3));
    check(numbers().toMap(n -> n, n -> "x").get(1), "x");
    check(numbers().first(), 1);
    check(numbers().first(n -> n > 1), 2);
    check(numbers().firstOrEmpty(), Optional.of(1));
    check(numbers().take(1).single(), 1);
    check(numbers().reduce(Integer::sum), 6);
    check(numbers().fold(1, Integer::sum), 7);
    check(numbers().any(n -> n > 2) && numbers().all(n -> n > 0) && numbers().none(n -> n > 3), true);
    try (var iterator = numbers().iterator()) {
      check(iterator.next(), 1);
    }
    try (Stream<Integer> stream = numbers().stream()) {
      check(stream.mapToInt(n -> n).sum(), 6);
    }
  }

  private static void shared(TaskScope scope) {
    MutableStateFlow<Integer> state = MutableStateFlow.create(1);
    state.set(2);
    check(state.compareAndSet(2, 3), true);
    check(state.updateAndGet(n -> n + 1), 4);
    check(state.first(), 4);
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(2, 0, Overflow.DROP_OLDEST);
    shared.emit(1);
    check(shared.tryEmit(2), true);
    check(shared.replayed(), List.of(1, 2));
    shared.resetReplay();
    check(MutableSharedFlow.create(0).collectors(), 0);
    TaskScope sharing = scope;
    var sharingTask = numbers().launchIn(sharing);
    sharingTask.join();
    check(numbers().stateIn(sharing, 0).first(n -> n == 3), 3);
    check(numbers().shareIn(sharing, 3).take(3).toList(), List.of(1, 2, 3));
  }
}
