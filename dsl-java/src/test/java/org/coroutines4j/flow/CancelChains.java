package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.taskScope;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Resource;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingFunction;

/**
 * A flow for each method of {@link AsyncFlow}, whose lambdas pass the points of {@link
 * CancelEverywhereTest}. The first word of a name is the method.
 */
final class CancelChains {
  /** Methods that call no lambda and collect no other flow. */
  static final Set<String> WITHOUT_LAMBDA =
      Set.of(
          "of",
          "empty",
          "failed",
          "range",
          "fromChannel",
          "fromIterable",
          "fromIterator",
          "fromPublisher", // it and toPublisher have a test of their own
          "toPublisher",
          "fromStage",
          "fromTask",
          "fromReader");

  /** The places at which a collection is cancelled or fails. */
  interface Points {
    /** Passes a point and returns {@code value}. */
    int passing(int value);

    /** Returns a flow that passes a point before each of its values. */
    AsyncFlow<Integer> producer(int size);
  }

  private final Points at;
  private final Map<String, Function<AsyncFlow<Integer>, AsyncFlow<?>>> chains = new TreeMap<>();

  CancelChains(Points at) {
    this.at = at;
  }

  private int pass(int value) {
    return at.passing(value);
  }

  private AsyncFlow<Integer> other() {
    return at.producer(3);
  }

  private void add(String name, Function<AsyncFlow<Integer>, AsyncFlow<?>> chain) {
    chains.put(name, chain);
  }

  /** Adds a terminal operation, whose result does not matter. */
  private void end(String name, ThrowingFunction<AsyncFlow<Integer>, ?> terminal) {
    add(name, f -> AsyncFlow.generate(out -> out.emit(String.valueOf(terminal.apply(f)))));
  }

  /** Adds an operation that needs a scope. */
  private void inScope(String name, ThrowingBiConsumer<TaskScope, AsyncFlow<Integer>> operation) {
    add(name, f -> AsyncFlow.generate(out -> taskScope().run(scope -> operation.accept(scope, f))));
  }

  /** Returns the flows that fail when a lambda does. */
  Map<String, Function<AsyncFlow<Integer>, AsyncFlow<?>>> failing() {
    chains.clear();
    sources();
    values();
    lists();
    joined();
    concurrent();
    latest();
    timed();
    ends();
    terminals();
    elements();
    shared();
    return new TreeMap<>(chains);
  }

  /** Returns the flows that handle a failure of their upstream. */
  Map<String, Function<AsyncFlow<Integer>, AsyncFlow<?>>> handling() {
    chains.clear();
    add("retry", f -> f.map(this::pass).retry(1));
    add("retry policy", f -> f.map(this::pass).retry(RetryPolicy.maxAttempts(1)));
    add("retryWhen", f -> f.map(this::pass).retryWhen((e, attempt) -> pass(1) < 0));
    add(
        "retryWhen emitting",
        f ->
            f.retryWhen(
                (e, attempt, out) -> {
                  out.emit(pass(7));
                  return false;
                }));
    add("recover", f -> f.map(this::pass).recover(e -> pass(-1)));
    add("recoverWith", f -> f.map(this::pass).recoverWith(e -> other()));
    add("onEmpty", f -> f.filter(v -> pass(v) < 0).onEmpty(out -> out.emit(pass(1))));
    return new TreeMap<>(chains);
  }

  private void sources() {
    add("generate", f -> AsyncFlow.generate(out -> f.collect(v -> out.emit(pass(v)))));
    add("iterate", f -> AsyncFlow.iterate(0, v -> pass(v) + 1).take(3));
    add(
        "unfold",
        f ->
            AsyncFlow.unfold(
                0, n -> n == 3 ? Optional.empty() : Optional.of(Map.entry(pass(n), n + 1))));
    add("repeat", f -> AsyncFlow.repeat(() -> pass(1)).take(3));
    add("never", f -> f.mergeWith(AsyncFlow.never()).take(4));
    add("emptyAfter", f -> f.concatWith(AsyncFlow.emptyAfter(ofMillis(1))));
    add("ticker", f -> AsyncFlow.ticker(Duration.ZERO, ofMillis(1)).onEach(n -> pass(0)).take(2));
    add(
        "using",
        f ->
            AsyncFlow.using(
                Resource.of(() -> pass(1), released -> {}), acquired -> f.map(this::pass)));
    add("fromStream", f -> AsyncFlow.fromStream(() -> f.stream().map(this::pass)));
    add("stream", f -> AsyncFlow.fromStream(() -> f.stream().map(this::pass)));
    add("channelFlow", f -> AsyncFlow.channelFlow((s, out) -> f.collect(out::send)));
    add(
        "callback",
        f ->
            AsyncFlow.callback(
                out -> {
                  f.collect(out::send);
                  out.close();
                  return () -> {};
                }));
    add(
        "iterator",
        f ->
            AsyncFlow.generate(
                out -> {
                  for (int v : f) {
                    out.emit(pass(v));
                  }
                }));
  }

  private void values() {
    add("map", f -> f.map(this::pass).filter(v -> pass(v) >= 0));
    add("mapNotNull", f -> f.mapNotNull(v -> pass(v) == 1 ? null : v));
    add("filter", f -> f.filter(v -> pass(v) >= 0));
    add("filterNot", f -> f.filterNot(v -> pass(v) == 1));
    add("filterIsInstance", f -> f.filterIsInstance(Integer.class).map(this::pass));
    add("transform", f -> f.transform((v, out) -> out.emit(pass(v))));
    add(
        "transformWhile",
        f ->
            f.transformWhile(
                (v, out) -> {
                  out.emit(pass(v));
                  return v < 2;
                }));
    add("mapStateful", f -> f.mapStateful(() -> pass(0), (s, v) -> Map.entry(v, pass(v)), s -> s));
    add("take", f -> f.map(this::pass).take(2));
    add("takeWhile", f -> f.takeWhile(v -> pass(v) < 2));
    add("takeWhileInclusive", f -> f.takeWhileInclusive(v -> pass(v) < 2));
    add("takeLast", f -> f.map(this::pass).takeLast(2).map(this::pass));
    add("drop", f -> f.drop(1).map(this::pass));
    add("dropWhile", f -> f.dropWhile(v -> pass(v) < 2));
    add("distinct", f -> f.distinct().map(this::pass));
    add("distinctUntilChanged", f -> f.distinctUntilChanged(v -> pass(v) % 2));
    add("distinctUntilChanged compared", f -> f.distinctUntilChanged((a, b) -> pass(a) == b));
    add("sampleEvery", f -> f.sampleEvery(2).map(this::pass));
    add("withIndex", f -> f.withIndex().map(v -> pass(v.value())));
    add("scan", f -> f.scan(0, (sum, v) -> sum + pass(v)));
    add("runningReduce", f -> f.runningReduce((sum, v) -> sum + pass(v)));
    add("onEach", f -> f.onEach(this::pass));
    add("cancellable", f -> f.cancellable().map(this::pass));
    add("intersperse", f -> f.intersperse(9).map(this::pass));
    add("intersperse framed", f -> f.intersperse(7, 9, 8).map(this::pass));
    add("alsoTo", f -> f.map(this::pass).alsoTo(Channel.<Integer>unlimited()).map(this::pass));
  }

  private void lists() {
    add("chunked", f -> f.chunked(2).map(list -> pass(list.get(0))));
    add("chunkedByWeight", f -> f.chunkedByWeight(2, v -> (long) pass(v)));
    add("split", f -> f.split(v -> pass(v) == 1));
    add("splitOn", f -> f.map(this::pass).splitOn(List.of(1, 2)));
    add("sliding", f -> f.sliding(2, 1).map(list -> pass(list.get(0))));
  }

  private void joined() {
    add("zip", f -> f.zip(other(), (a, b) -> pass(a)));
    add("zipAll", f -> f.zipAll(other(), -1, -2, (a, b) -> pass(a)));
    add("combine", f -> f.combine(at.producer(2), (a, b) -> pass(a)));
    add("combineLatest", f -> AsyncFlow.combineLatest(f, other(), other(), (a, b, c) -> pass(a)));
    add(
        "combineLatest all",
        f -> AsyncFlow.combineLatest(List.of(f, other()), all -> pass(all.get(0))));
    add("combineTransform", f -> f.combineTransform(other(), (a, b, out) -> out.emit(pass(a))));
    add("merge", f -> AsyncFlow.merge(f, other()).map(this::pass));
    add("merge first", f -> AsyncFlow.merge(List.of(f, other()), Ending.WITH_FIRST));
    add("mergeWith", f -> f.mergeWith(other()).map(this::pass));
    add("interleaveWith", f -> f.interleaveWith(other()).map(this::pass));
    add("interleave", f -> AsyncFlow.interleave(List.of(f, other()), 1, Ending.WITH_FIRST));
    add("concat", f -> AsyncFlow.concat(f, other()).map(this::pass));
    add("concatWith", f -> f.concatWith(other()).map(this::pass));
    add("flatMapConcat", f -> f.flatMapConcat(v -> at.producer(pass(2))));
    add("flatMapMerge", f -> f.flatMapMerge(2, v -> at.producer(pass(2))));
    add("groupBy", f -> f.groupBy(v -> pass(v) % 2).flatMapMerge(2, g -> g));
    add(
        "groupBy limited",
        f -> f.groupBy(1, GroupOverflow.COMPLETE_OLDEST, this::pass).flatMapMerge(2, g -> g));
  }

  private void concurrent() {
    add("mapConcurrent", f -> f.mapConcurrent(2, this::pass).map(this::pass));
    add("mapConcurrentUnordered", f -> f.mapConcurrentUnordered(2, this::pass));
    add("buffer", f -> f.map(this::pass).buffer(1).map(this::pass));
    add("buffer default", f -> f.map(this::pass).buffer().map(this::pass));
    add("buffer dropping", f -> f.map(this::pass).buffer(1, Overflow.DROP_OLDEST).map(this::pass));
    add("conflate", f -> f.map(this::pass).conflate().map(this::pass));
    add("conflate combining", f -> f.conflate((a, b) -> pass(b)).map(this::pass));
    add("batch", f -> f.batch(2, this::pass, (a, b) -> pass(b)).map(this::pass));
    add("flowOn", f -> f.map(this::pass).flowOn(Dispatchers.cpu()).map(this::pass));
    add("flowOn named", f -> f.map(this::pass).flowOn("named").map(this::pass));
  }

  private void latest() {
    add("flatMapLatest", f -> f.flatMapLatest(v -> at.producer(pass(2))));
    add("mapLatest", f -> f.mapLatest(this::pass));
    add("transformLatest", f -> f.transformLatest((v, out) -> out.emit(pass(v))));
    end(
        "collectLatest",
        f -> {
          f.collectLatest(this::pass);
          return "";
        });
  }

  private void timed() {
    add("debounce", f -> f.debounce(ofMillis(1)).map(this::pass));
    add("debounce each", f -> f.debounce(v -> ofMillis(pass(1))));
    add("sample", f -> f.sample(ofMillis(1)));
    add("throttle", f -> f.throttle(ofMillis(1)).map(this::pass));
    add("throttle rate", f -> f.throttle(2, ofMillis(1)).map(this::pass));
    add("timeout", f -> f.timeout(ofSeconds(9)).map(this::pass));
    add("chunkedWithin", f -> f.chunkedWithin(2, ofSeconds(1)));
  }

  private void ends() {
    add("onStart", f -> f.onStart(() -> pass(1)));
    add("onStart emitting", f -> f.onStart(out -> out.emit(pass(1))));
    add("onCompletion", f -> f.onCompletion(failure -> pass(1)));
    add(
        "onCompletionEmit",
        f ->
            f.onCompletionEmit(
                (failure, out) -> {
                  if (failure.isEmpty()) {
                    out.emit(pass(1));
                  }
                }));
  }

  private void terminals() {
    end("collect", f -> f.map(this::pass).collect(Collectors.counting()));
    end(
        "collectIndexed",
        f -> {
          f.collectIndexed((i, v) -> pass(v));
          return "";
        });
    end("toList", f -> f.map(this::pass).toList());
    end("toSet", f -> f.map(this::pass).toSet());
    end("toMap", f -> f.toMap(this::pass));
    end("toMap merging", f -> f.toMap(v -> 0, this::pass, (a, b) -> pass(b)));
    end("toArray", f -> f.map(this::pass).toArray(Integer[]::new).length);
    end(
        "toChannel",
        f -> {
          f.map(this::pass).toChannel(Channel.<Integer>unlimited());
          return "";
        });
    end("reduce", f -> f.reduce((a, b) -> pass(b)));
    end("fold", f -> f.fold(0, (sum, v) -> sum + pass(v)));
    end("count", f -> f.map(this::pass).count());
    end("count some", f -> f.count(v -> pass(v) > 1));
    end("any", f -> f.any(v -> pass(v) > 1));
    end("all", f -> f.all(v -> pass(v) < 2));
    end("none", f -> f.none(v -> pass(v) > 1));
  }

  private void elements() {
    end("first", f -> f.first(v -> pass(v) > 1));
    end("firstOrEmpty", f -> f.firstOrEmpty(v -> pass(v) > 1));
    end("last", f -> f.last(v -> pass(v) < 2));
    end("lastOrEmpty", f -> f.lastOrEmpty(v -> pass(v) < 2));
    end("single", f -> f.single(v -> pass(v) == 1));
    end("singleOrEmpty", f -> f.singleOrEmpty(v -> pass(v) > 1));
  }

  private void shared() {
    inScope("launchIn", (scope, f) -> f.map(this::pass).launchIn(scope));
    inScope("produceIn", (scope, f) -> f.map(this::pass).produceIn(scope).forEach(this::pass));
    inScope("shareIn", (scope, f) -> f.map(this::pass).shareIn(scope, 4).take(4).count());
    SharingStarted subscribed = SharingStarted.whileSubscribed(Duration.ZERO);
    inScope(
        "shareIn whileSubscribed", (scope, f) -> f.shareIn(scope, subscribed, 4).take(4).count());
    inScope("stateIn", (scope, f) -> f.stateIn(scope, -1).first(v -> v == 3));
    inScope("stateIn waiting", (scope, f) -> f.stateIn(scope).first(v -> v == 3));
  }
}
