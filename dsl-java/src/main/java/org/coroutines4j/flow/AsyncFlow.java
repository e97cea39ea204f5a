package org.coroutines4j.flow;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Publisher;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.flow.CallbackSource;
import org.coroutines4j.internal.flow.CombiningOperators;
import org.coroutines4j.internal.flow.ConcurrentOperators;
import org.coroutines4j.internal.flow.DirectOperators;
import org.coroutines4j.internal.flow.FailureOperators;
import org.coroutines4j.internal.flow.FlowPreconditions;
import org.coroutines4j.internal.flow.FlowPublisher;
import org.coroutines4j.internal.flow.Joined;
import org.coroutines4j.internal.flow.PublisherSource;
import org.coroutines4j.internal.flow.Sharing;
import org.coroutines4j.internal.flow.Sources;
import org.coroutines4j.internal.flow.TerminalOperators;
import org.coroutines4j.internal.flow.TimedOperators;
import org.coroutines4j.internal.flow.TransformOperators;
import org.jspecify.annotations.Nullable;

/**
 * Values that are computed while somebody asks for them: an async iterator, or a stream whose
 * lambdas may wait. It is a flow of kotlinx, cold unless it says otherwise: each collection runs it
 * anew, as a part of the collector. An operator only describes the flow that it returns; nothing
 * runs before that is collected.
 *
 * <p><b>In the collector:</b> what is said to run there runs on the thread that collects, one value
 * after the other, and is cancelled with the collection. Lambdas may block, await and throw what
 * they like. Operators with coroutines or tasks of their own ({@link #buffer}, {@link #flowOn},
 * {@link #flatMapMerge}, {@link #mapConcurrent}, {@link #zip} …) run these on the dispatcher of the
 * collector, as a part of it; what stands above or below them then runs on any of its threads,
 * never on one of a timer.
 *
 * <p><b>Ends:</b> a failure, of a lambda or of the collector, ends the flow, and the collection
 * throws it: unchecked ones as they are, checked ones wrapped as {@link Task#await} does.
 * Cancelling the collector ends the flow too, and all that it has started, before the collection
 * returns. Values are never null.
 *
 * <p>A {@link java.util.concurrent.CancellationException} that a source or a lambda throws while
 * the collector is active is a failure: of a future, of another task, of Kotlin's {@code
 * withTimeout}. The flow fails with a {@link org.coroutines4j.TaskFailedException} whose cause it
 * is.
 *
 * <p><b>Length:</b> a chain of {@code map}, {@code filter}, {@code mapNotNull} and {@code onEach},
 * of {@code concatWith}, or of {@code mergeWith} may be thousands of operators long. Each of the
 * others takes some of the collector's stack; a chain of 100 works on the default stack size.
 *
 * <p>In the examples the comment tells what the flow emits.
 *
 * @param <T> the type of the values
 */
public interface AsyncFlow<T> extends Iterable<T> {
  // Sources.

  /**
   * An async generator: the values that {@code body} emits, who may wait between them. {@code body}
   * runs in the collector, anew for each collection. When nobody wants more, {@code emit} throws
   * what {@code body} must let through; its {@code finally} blocks run then, waits included.
   *
   * <pre>{@code
   * generate(out -> { out.emit(1); out.emit(2); })   // 1 2
   * }</pre>
   */
  static <T> AsyncFlow<T> generate(ThrowingConsumer<Emitter<T>> body) {
    return Sources.generate(Objects.requireNonNull(body, "body"));
  }

  /** These values. */
  @SafeVarargs
  @SuppressWarnings("varargs") // copied
  static <T> AsyncFlow<T> of(T... values) {
    return Sources.of(values);
  }

  /** No value. */
  static <T> AsyncFlow<T> empty() {
    return Sources.empty();
  }

  /**
   * The numbers from {@code from}, which is included, to {@code to}, which is not.
   *
   * <pre>{@code
   * range(0, 3)   // 0 1 2
   * }</pre>
   */
  static AsyncFlow<Integer> range(int from, int to) {
    return Sources.range(from, to);
  }

  /**
   * {@code seed}, then what {@code next} makes of each value, without end. {@code next} runs in the
   * collector, when its result is wanted.
   *
   * <pre>{@code
   * iterate(1, x -> x * 2).take(4)   // 1 2 4 8
   * }</pre>
   */
  static <T> AsyncFlow<T> iterate(T seed, ThrowingFunction<? super T, ? extends T> next) {
    return Sources.iterate(seed, next);
  }

  /** The values of {@code items}, which is iterated anew, in the collector, for each collection. */
  static <T> AsyncFlow<T> fromIterable(Iterable<? extends T> items) {
    return Sources.fromIterable(items);
  }

  /**
   * The values of the stream that {@code items} opens for each collection, in the collector. The
   * end of the collection closes the stream, whatever ends it.
   */
  static <T> AsyncFlow<T> fromStream(Callable<? extends Stream<? extends T>> items) {
    return Sources.fromStream(items);
  }

  /**
   * Returns a flow of the elements of {@code channel}, until that is closed. Collectors share the
   * elements. The cause of a close is the failure of the flow. A collector that ends does not
   * cancel the channel: {@code fromChannel(channel).onCompletion(end -> channel.cancel())} does,
   * for a flow that is collected once.
   */
  static <T> AsyncFlow<T> fromChannel(ReceiveChannel<? extends T> channel) {
    return Sources.fromChannel(channel);
  }

  /**
   * What {@code publisher} sends to a subscription of each collection's own; it is asked for up to
   * 64 values ahead. The end of the collection cancels the subscription.
   */
  static <T> AsyncFlow<T> fromPublisher(Publisher<? extends T> publisher) {
    return PublisherSource.flow(publisher);
  }

  /** What {@code stage} ends with, once, or its failure; never cancels it. */
  static <T> AsyncFlow<T> fromStage(CompletionStage<? extends T> stage) {
    return Sources.fromStage(stage);
  }

  /**
   * 0, 1, 2 … without end, the first after {@code period}, each {@code period} after the one before
   * was due; who comes late gets those that are due at once.
   *
   * @throws IllegalArgumentException if {@code period} is not positive
   */
  static AsyncFlow<Long> ticker(Duration period) {
    return TimedOperators.ticker(period);
  }

  /**
   * What {@code body}, and the tasks that it starts in the scope it is given, send: up to 64 values
   * wait to be collected, then {@code send} waits. {@code body} runs in a task of its own. The flow
   * ends when all these tasks have; the end of the collection cancels them, and waits for them.
   */
  static <T> AsyncFlow<T> channelFlow(ThrowingBiConsumer<TaskScope, SendChannel<T>> body) {
    return Sources.channelFlow(body);
  }

  /**
   * Emits what a callback sends. {@code subscribe}, which runs in a task of its own, registers it
   * and returns what ends it, which is closed when the collection ends. If a {@code send} in {@code
   * subscribe} throws, since the collection has ended meanwhile, {@code subscribe} has to undo what
   * it has done. Up to 64 values wait to be collected; use {@code trySend} where the callback must
   * not wait. The flow ends when the channel is closed.
   */
  static <T> AsyncFlow<T> callback(ThrowingFunction<SendChannel<T>, AutoCloseable> subscribe) {
    return CallbackSource.flow(Objects.requireNonNull(subscribe, "subscribe"));
  }

  /**
   * The values of all {@code flows}, which are collected at once, each in a coroutine of its own,
   * as they come. The failure of one cancels the others.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // copied
  static <T> AsyncFlow<T> merge(AsyncFlow<? extends T>... flows) {
    return CombiningOperators.join(Joined.Way.MERGE, FlowPreconditions.nonNull(flows, "flows"));
  }

  /** As {@link #merge(AsyncFlow...)}. */
  static <T> AsyncFlow<T> merge(Collection<? extends AsyncFlow<? extends T>> flows) {
    return CombiningOperators.join(Joined.Way.MERGE, FlowPreconditions.nonNull(flows, "flows"));
  }

  /**
   * The values of all {@code flows}, one flow after the other.
   *
   * <pre>{@code
   * concat(of(1, 2), of(3))   // 1 2 3
   * }</pre>
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // copied
  static <T> AsyncFlow<T> concat(AsyncFlow<? extends T>... flows) {
    return CombiningOperators.join(Joined.Way.CONCAT, FlowPreconditions.nonNull(flows, "flows"));
  }

  /** As {@link #concat(AsyncFlow...)}. */
  static <T> AsyncFlow<T> concat(Collection<? extends AsyncFlow<? extends T>> flows) {
    return CombiningOperators.join(Joined.Way.CONCAT, FlowPreconditions.nonNull(flows, "flows"));
  }

  // Operators on each value.

  /**
   * {@code fn} of each value. {@code fn} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 3).map(x -> x * 10)   // 10 20 30
   * }</pre>
   */
  default <R> AsyncFlow<R> map(ThrowingFunction<? super T, ? extends R> fn) {
    return DirectOperators.map(this, fn);
  }

  /**
   * {@code fn} of each value; null leaves the value out. {@code fn} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 3).mapNotNull(x -> x == 2 ? null : x * 10)   // 10 30
   * }</pre>
   */
  default <R> AsyncFlow<R> mapNotNull(ThrowingFunction<? super T, ? extends @Nullable R> fn) {
    return DirectOperators.mapNotNull(this, fn);
  }

  /**
   * The values for which {@code p} holds. {@code p} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 3, 4).filter(x -> x % 2 == 0)   // 2 4
   * }</pre>
   */
  default AsyncFlow<T> filter(ThrowingPredicate<? super T> p) {
    return DirectOperators.filter(this, p);
  }

  /**
   * The values for which {@code p} does not hold. {@code p} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 3, 4).filterNot(x -> x % 2 == 0)   // 1 3
   * }</pre>
   */
  default AsyncFlow<T> filterNot(ThrowingPredicate<? super T> p) {
    Objects.requireNonNull(p, "p");
    return DirectOperators.filter(this, (T value) -> !p.test(value));
  }

  /**
   * What {@code fn} emits for each value: any number of values, with waits in between. {@code fn}
   * runs in the collector; the rules of {@link Emitter} hold in it.
   *
   * <pre>{@code
   * of(1, 2).transform((x, out) -> { out.emit(x); out.emit(-x); })   // 1 -1 2 -2
   * }</pre>
   */
  default <R> AsyncFlow<R> transform(ThrowingBiConsumer<? super T, Emitter<R>> fn) {
    return TransformOperators.transform(this, fn);
  }

  /**
   * The first {@code n} values; with the last of them the flow above is ended.
   *
   * <pre>{@code
   * of(1, 2, 3).take(2)   // 1 2
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  default AsyncFlow<T> take(int n) {
    return TransformOperators.take(this, n);
  }

  /**
   * The values before the first for which {@code p} does not hold; that one ends the flow above.
   * {@code p} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 3, 1).takeWhile(x -> x < 3)   // 1 2
   * }</pre>
   */
  default AsyncFlow<T> takeWhile(ThrowingPredicate<? super T> p) {
    return TransformOperators.takeWhile(this, p);
  }

  /**
   * All values but the first {@code n}.
   *
   * <pre>{@code
   * of(1, 2, 3).drop(2)   // 3
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  default AsyncFlow<T> drop(int n) {
    return TransformOperators.drop(this, n);
  }

  /**
   * The values from the first on for which {@code p} does not hold. {@code p} runs in the
   * collector, and no more after that value.
   *
   * <pre>{@code
   * of(1, 2, 3, 1).dropWhile(x -> x < 3)   // 3 1
   * }</pre>
   */
  default AsyncFlow<T> dropWhile(ThrowingPredicate<? super T> p) {
    return TransformOperators.dropWhile(this, p);
  }

  /**
   * Each value once, by {@code equals}; remembers all of them.
   *
   * <pre>{@code
   * of(1, 2, 1, 3, 2).distinct()   // 1 2 3
   * }</pre>
   */
  default AsyncFlow<T> distinct() {
    return TransformOperators.distinct(this);
  }

  /**
   * The values that do not equal the one before.
   *
   * <pre>{@code
   * of(1, 1, 2, 1).distinctUntilChanged()   // 1 2 1
   * }</pre>
   */
  default AsyncFlow<T> distinctUntilChanged() {
    return TransformOperators.distinctUntilChanged(this, value -> value);
  }

  /**
   * The values whose {@code key}, which runs in the collector, does not equal that of the one
   * before.
   *
   * <pre>{@code
   * of(1, 3, 4, 5).distinctUntilChanged(x -> x % 2)   // 1 4 5
   * }</pre>
   */
  default <K> AsyncFlow<T> distinctUntilChanged(ThrowingFunction<? super T, ? extends K> key) {
    return TransformOperators.distinctUntilChanged(this, key);
  }

  /**
   * Each value with its number, from 0.
   *
   * <pre>{@code
   * of("a", "b").withIndex().map(v -> v.index() + v.value())   // 0a 1b
   * }</pre>
   */
  default AsyncFlow<Indexed<T>> withIndex() {
    return TransformOperators.withIndex(this);
  }

  /**
   * {@code initial}, then what {@code fn}, which runs in the collector, makes of the last result
   * and each value.
   *
   * <pre>{@code
   * of(1, 2, 3).scan(10, (sum, x) -> sum + x)   // 10 11 13 16
   * }</pre>
   */
  default <A> AsyncFlow<A> scan(
      A initial, ThrowingBiFunction<? super A, ? super T, ? extends A> fn) {
    return TransformOperators.scan(this, initial, fn);
  }

  /**
   * The first value, then what {@code fn}, which runs in the collector, makes of the last result
   * and each further value.
   *
   * <pre>{@code
   * of(1, 2, 3).runningReduce((sum, x) -> sum + x)   // 1 3 6
   * }</pre>
   */
  default AsyncFlow<T> runningReduce(ThrowingBiFunction<? super T, ? super T, ? extends T> fn) {
    return TransformOperators.runningReduce(this, fn);
  }

  /**
   * Lists of {@code size} values; the last may be shorter.
   *
   * <pre>{@code
   * of(1, 2, 3).chunked(2)   // [1, 2] [3]
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code size} is not positive
   */
  default AsyncFlow<List<T>> chunked(int size) {
    return TransformOperators.chunked(this, size);
  }

  /**
   * Lists of {@code size} values, each beginning {@code step} values after the one before; lists
   * that the end leaves shorter are not emitted.
   *
   * <pre>{@code
   * of(1, 2, 3, 4).sliding(3, 1)      // [1, 2, 3] [2, 3, 4]
   * of(1, 2, 3, 4, 5).sliding(2, 3)   // [1, 2] [4, 5]
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code size} or {@code step} is not positive
   */
  default AsyncFlow<List<T>> sliding(int size, int step) {
    return TransformOperators.sliding(this, size, step);
  }

  /** Calls {@code action}, in the collector, with each value before it goes on. */
  default AsyncFlow<T> onEach(ThrowingConsumer<? super T> action) {
    return DirectOperators.onEach(this, action);
  }

  // Operators on several flows.

  /**
   * {@code fn} of the first values of both, of the second ones, and so on; the end of the shorter
   * flow ends the longer one. {@code other} is collected in a coroutine of its own, one value ahead
   * at most; {@code fn} runs beside it.
   *
   * <pre>{@code
   * of(1, 2, 3).zip(of("a", "b"), (n, s) -> n + s)   // 1a 2b
   * }</pre>
   */
  default <B, R> AsyncFlow<R> zip(
      AsyncFlow<? extends B> other, ThrowingBiFunction<? super T, ? super B, ? extends R> fn) {
    Objects.requireNonNull(other, "other");
    return CombiningOperators.zip(this, other, fn);
  }

  /**
   * {@code fn} of the latest values of both, each time one of them has a new one, from when both
   * have one. Both are collected in coroutines of their own; {@code fn} runs beside them.
   *
   * <pre>
   *   this      1     2        3
   *   other        a     b
   *   result       1a 2a 2b    3b</pre>
   */
  default <B, R> AsyncFlow<R> combine(
      AsyncFlow<? extends B> other, ThrowingBiFunction<? super T, ? super B, ? extends R> fn) {
    Objects.requireNonNull(other, "other");
    return CombiningOperators.combine(this, other, fn);
  }

  /**
   * The values of both, which are collected at once, each in a coroutine of its own, as they come.
   * The failure of one cancels the other.
   *
   * <pre>
   *   this      1     2        3
   *   other        a     b
   *   result    1  a  2  b     3</pre>
   */
  default AsyncFlow<T> mergeWith(AsyncFlow<? extends T> other) {
    Objects.requireNonNull(other, "other");
    return CombiningOperators.join(Joined.Way.MERGE, List.of(this, other));
  }

  /**
   * These values, then those of {@code other}.
   *
   * <pre>{@code
   * of(1, 2).concatWith(of(3))   // 1 2 3
   * }</pre>
   */
  default AsyncFlow<T> concatWith(AsyncFlow<? extends T> other) {
    Objects.requireNonNull(other, "other");
    return CombiningOperators.join(Joined.Way.CONCAT, List.of(this, other));
  }

  /**
   * The values of the flows that {@code fn} makes, one flow after the other. {@code fn} and these
   * flows run in the collector.
   *
   * <pre>{@code
   * of(1, 2).flatMapConcat(x -> of(x, x * 10))   // 1 10 2 20
   * }</pre>
   */
  default <R> AsyncFlow<R> flatMapConcat(
      ThrowingFunction<? super T, ? extends AsyncFlow<? extends R>> fn) {
    return CombiningOperators.flatMapConcat(this, fn);
  }

  /**
   * The values of the flows that {@code fn} makes, up to {@code concurrency} of which are collected
   * at once, each in a coroutine of its own, as they come. {@code fn} runs where this flow is
   * collected. The failure of one cancels the others.
   *
   * <pre>
   *   fn(1)                 1a    1b
   *   fn(2)                    2a    2b
   *   flatMapMerge(2, fn)   1a 2a 1b 2b</pre>
   *
   * @throws IllegalArgumentException if {@code concurrency} is not positive
   */
  default <R> AsyncFlow<R> flatMapMerge(
      int concurrency, ThrowingFunction<? super T, ? extends AsyncFlow<? extends R>> fn) {
    return ConcurrentOperators.flatMapMerge(this, concurrency, fn);
  }

  /**
   * Emits the values of the flow that {@code fn} makes of the latest value. A new value cancels the
   * flow of the one before, and waits until it has ended. {@code fn} runs in the task that collects
   * what it makes. That task starts immediately and runs until it first waits; so a flow that never
   * waits is emitted whole while there is room for its values, of which 64 wait to be collected: as
   * in Kotlin.
   *
   * <pre>
   *   this                1        2
   *   fn(1)               1a 1b (cancelled)
   *   fn(2)                        2a 2b
   *   flatMapLatest(fn)   1a 1b    2a 2b</pre>
   */
  default <R> AsyncFlow<R> flatMapLatest(
      ThrowingFunction<? super T, ? extends AsyncFlow<? extends R>> fn) {
    return ConcurrentOperators.flatMapLatest(this, fn);
  }

  /**
   * A flow for each {@code key}, emitted when its first value comes; {@code key} runs in a task of
   * its own. Collect the groups as they come and at once, as {@link #flatMapMerge} with as many as
   * there are keys does: a group of which 64 values wait to be collected holds all others up. A
   * group that is no longer collected drops its values; each may be collected once.
   *
   * <pre>{@code
   * range(0, 6).groupBy(x -> x % 2).flatMapMerge(2, g -> g.chunked(9))
   *     // [0, 2, 4] [1, 3, 5], in any order
   * }</pre>
   */
  default <K> AsyncFlow<Group<K, T>> groupBy(ThrowingFunction<? super T, ? extends K> key) {
    return ConcurrentOperators.groupBy(this, key);
  }

  /** The values of a key, to be collected once. */
  interface Group<K, T> extends AsyncFlow<T> {
    /** What these values have in common. */
    K key();
  }

  // Operators that do several things at once.

  /**
   * As {@link #map}, with up to {@code n} calls at once, each in a task of its own; results in the
   * order of the values. No more than {@code n} values are on their way at any time. The first
   * failure, in this order, cancels the others; so does a call that cancels its own task only, with
   * a {@link org.coroutines4j.TaskCancelledException}.
   *
   * @throws IllegalArgumentException if {@code n} is not positive
   */
  default <R> AsyncFlow<R> mapConcurrent(int n, ThrowingFunction<? super T, ? extends R> fn) {
    return ConcurrentOperators.mapConcurrent(this, n, fn);
  }

  /**
   * As {@link #map}, with up to {@code n} calls at once, each in a task of its own; results as they
   * come. No more than {@code n} values are on their way at any time. The first failure cancels the
   * others; so does a call that cancels its own task only, with a {@link
   * org.coroutines4j.TaskCancelledException}.
   *
   * @throws IllegalArgumentException if {@code n} is not positive
   */
  default <R> AsyncFlow<R> mapConcurrentUnordered(
      int n, ThrowingFunction<? super T, ? extends R> fn) {
    return ConcurrentOperators.mapConcurrentUnordered(this, n, fn);
  }

  /**
   * Runs what is above here in a coroutine of its own, ahead of the collector by up to {@code n}
   * values; then it waits. Directly after {@link #channelFlow} or {@link #callback} it sets the
   * capacity of their channel.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  default AsyncFlow<T> buffer(int n) {
    return ConcurrentOperators.buffer(this, n);
  }

  /**
   * Runs what is above here in a coroutine of its own, which never waits for the collector: that
   * gets the newest value only. Directly after {@link #channelFlow} or {@link #callback} it makes
   * their channel keep the newest value only.
   *
   * <pre>
   *   this         1 2 3 4 5
   *   conflate()   1     4 5     (the collector was busy with 1 while 2 and 3 came)</pre>
   */
  default AsyncFlow<T> conflate() {
    return ConcurrentOperators.conflate(this);
  }

  /**
   * Runs what is above here on {@code d}, in a coroutine of its own, ahead of the collector by up
   * to 64 values. What is below stays where it is.
   *
   * @throws IllegalArgumentException if the threads of {@code d} must not wait
   */
  default AsyncFlow<T> flowOn(Dispatcher d) {
    return ConcurrentOperators.flowOn(this, d);
  }

  /**
   * Checks between values whether the collector is cancelled, for sources that never wait.
   * Generators look whenever they emit.
   */
  default AsyncFlow<T> cancellable() {
    return TransformOperators.cancellable(this);
  }

  // Operators that take a time.

  /**
   * Each value after which no other comes for {@code d}, and the last one. What is above runs in a
   * coroutine of its own, and never waits for the collector.
   *
   * <pre>
   *   this          1 2 3 - - - - 4 |
   *   debounce(2)           3       4</pre>
   *
   * @throws IllegalArgumentException if {@code d} is negative
   */
  default AsyncFlow<T> debounce(Duration d) {
    return TimedOperators.debounce(this, d);
  }

  /**
   * Every {@code d} the newest value, if there is a new one; what comes between the last time and
   * the end is left out, as in Kotlin. What is above runs in a coroutine of its own, and never
   * waits for the collector.
   *
   * <pre>
   *   this          1   2   3   4   -   -   5   |
   *   sample(2.5)             3         4</pre>
   *
   * @throws IllegalArgumentException if {@code d} is not positive
   */
  default AsyncFlow<T> sample(Duration d) {
    return TimedOperators.sample(this, d);
  }

  /**
   * All values, at least {@code d} apart: the flow above waits in its {@code emit}, nothing is
   * dropped. Runs in the collector.
   *
   * <pre>
   *   this          1 2 - - - - 3
   *   throttle(2)   1   2 - - - 3</pre>
   *
   * @throws IllegalArgumentException if {@code d} is negative
   */
  default AsyncFlow<T> throttle(Duration d) {
    return TimedOperators.throttle(this, d);
  }

  /**
   * Fails with a {@code TimeoutExceededException} if the next value takes longer than {@code d}, at
   * once if that is not positive, and cancels what is above, which runs in a task of its own. The
   * time that the collector takes does not count.
   */
  default AsyncFlow<T> timeout(Duration d) {
    return TimedOperators.timeout(this, d);
  }

  /**
   * Lists of {@code size} values, or of what has come within {@code d} of the first of them. What
   * is above runs in a task of its own, ahead of the collector by up to {@code size} values.
   *
   * <pre>
   *   this                  1   2   3   4   -   -   5   -   -   -   6   |
   *   chunkedWithin(3, 2)           [1, 2, 3]   [4]         [5]         [6]</pre>
   *
   * @throws IllegalArgumentException if {@code size} or {@code d} is not positive
   */
  default AsyncFlow<List<T>> chunkedWithin(int size, Duration d) {
    return TimedOperators.chunkedWithin(this, size, d);
  }

  // Operators on beginning, end and failure.

  /**
   * Begins anew after a failure of what is above here, up to {@code times} times. A failure of the
   * collector is none of these, nor is its cancellation.
   *
   * @throws IllegalArgumentException if {@code times} is negative
   */
  default AsyncFlow<T> retry(int times) {
    return FailureOperators.retry(this, times, failure -> true);
  }

  /**
   * As {@link #retry(int)}, for failures that {@code when}, which runs in the collector, holds for.
   *
   * @throws IllegalArgumentException if {@code times} is negative
   */
  default AsyncFlow<T> retry(int times, ThrowingPredicate<? super Throwable> when) {
    return FailureOperators.retry(this, times, when);
  }

  /**
   * Begins again after a failure of what is upstream, as often and after such failures as {@code
   * policy} says, with its waits, and then fails with the last failure, on which the earlier ones
   * are suppressed. The predicate and the listener of {@code policy} run in the collector. Attempts
   * and time count for each collection.
   */
  default AsyncFlow<T> retry(RetryPolicy policy) {
    return FailureOperators.retry(this, policy);
  }

  /**
   * As {@link #retry(int)}, while {@code when}, which runs in the collector and may wait, says so.
   */
  default AsyncFlow<T> retryWhen(RetryPredicate when) {
    return FailureOperators.retryWhen(this, when);
  }

  /** Whether to try again after {@code failure}; {@code attempt} is 0 the first time. */
  @FunctionalInterface
  interface RetryPredicate {
    /** Whether to try again. */
    boolean test(Throwable failure, long attempt) throws Exception;
  }

  /**
   * Ends, after a failure of what is above here, with the value that {@code fn}, which runs in the
   * collector, makes of it. A failure of the collector is passed on, and so is its cancellation.
   *
   * <pre>{@code
   * of(2, 1, 0).map(x -> 2 / x).recover(failure -> -1)   // 1 2 -1
   * }</pre>
   */
  default AsyncFlow<T> recover(ThrowingFunction<? super Throwable, ? extends T> fn) {
    return FailureOperators.recover(this, fn);
  }

  /**
   * Goes on, after a failure of what is above here, with the flow that {@code fn}, which runs in
   * the collector, makes of it. A failure of the collector is passed on, and so is its
   * cancellation.
   *
   * <pre>{@code
   * of(2, 0, 1).map(x -> 2 / x).recoverWith(failure -> of(7, 8))   // 1 7 8
   * }</pre>
   */
  default AsyncFlow<T> recoverWith(
      ThrowingFunction<? super Throwable, ? extends AsyncFlow<? extends T>> fn) {
    return FailureOperators.recoverWith(this, fn);
  }

  /** Calls {@code action}, in the collector, before the flow begins. */
  default AsyncFlow<T> onStart(ThrowingRunnable action) {
    return FailureOperators.onStart(this, action);
  }

  /**
   * Calls {@code action}, in the collector, when the flow has ended, with the failure or
   * cancellation if that is why, of the flow or of its collector; empty if it ended normally or its
   * collector wanted no more. Upstream of an operator with coroutines of its own, such as {@link
   * #buffer}, {@link #zip} or {@link #merge}, the end may also be a cancellation by that operator.
   * Waits in it need {@code nonCancellable} when the collector is cancelled. The failure goes on;
   * that of {@code action} takes its place.
   */
  default AsyncFlow<T> onCompletion(ThrowingConsumer<? super Optional<Throwable>> action) {
    return FailureOperators.onCompletion(this, action);
  }

  /**
   * Lets {@code action}, which runs in the collector, emit if the flow has ended without a value.
   *
   * <pre>{@code
   * of(1, 2).filter(x -> x > 5).onEmpty(out -> out.emit(0))   // 0
   * }</pre>
   */
  default AsyncFlow<T> onEmpty(ThrowingConsumer<Emitter<T>> action) {
    return FailureOperators.onEmpty(this, action);
  }

  /** A value and its number. */
  record Indexed<T>(int index, T value) {
    /** A value, which is not null. */
    public Indexed {
      Objects.requireNonNull(value, "value");
    }
  }

  // Terminals.

  /**
   * Calls {@code action} with each value; returns when the flow has ended. {@code action} runs on
   * the caller's thread, unless an operator with coroutines of its own stands above. A cancellation
   * point.
   *
   * @throws java.util.concurrent.CancellationException if the caller is cancelled; the flow has
   *     ended then, its {@code finally} blocks included
   * @throws IllegalStateException on a thread that must not wait
   */
  default void collect(ThrowingConsumer<? super T> action) {
    TerminalOperators.collect(this, action);
  }

  /**
   * What {@code collector} makes of the values. Its functions run in the collector. A cancellation
   * point.
   */
  default <R, A> R collect(Collector<? super T, A, R> collector) {
    return TerminalOperators.collect(this, collector);
  }

  /** The values, in an unmodifiable list. A cancellation point, as all that follow here. */
  default List<T> toList() {
    return TerminalOperators.toList(this);
  }

  /** The values, in an unmodifiable set that keeps their order. */
  default Set<T> toSet() {
    return TerminalOperators.toSet(this);
  }

  /**
   * The values by {@code key}, in their order, in an unmodifiable map; the last of equal ones.
   * {@code key} runs in the collector.
   */
  default <K> Map<K, T> toMap(ThrowingFunction<? super T, ? extends K> key) {
    return TerminalOperators.toMap(this, key, value -> value);
  }

  /**
   * What {@code value} makes of each value, by {@code key}, as {@link #toMap(ThrowingFunction)}.
   */
  default <K, V> Map<K, V> toMap(
      ThrowingFunction<? super T, ? extends K> key,
      ThrowingFunction<? super T, ? extends V> value) {
    return TerminalOperators.toMap(this, key, value);
  }

  /**
   * The first value; then the flow is ended.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  default T first() {
    return TerminalOperators.first(this, value -> true);
  }

  /**
   * The first value for which {@code p}, which runs in the collector, holds; then the flow is
   * ended.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  default T first(ThrowingPredicate<? super T> p) {
    return TerminalOperators.first(this, p);
  }

  /** The first value, if there is one; then the flow is ended. */
  default Optional<T> firstOrEmpty() {
    return TerminalOperators.find(this, value -> true);
  }

  /**
   * The last value.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  default T last() {
    return TerminalOperators.last(this);
  }

  /**
   * The only value.
   *
   * @throws java.util.NoSuchElementException if there is none
   * @throws IllegalStateException if there is a second one
   */
  default T single() {
    return TerminalOperators.single(this);
  }

  /**
   * What {@code fn}, which runs in the collector, makes of the result so far, at first the first
   * value, and each further value.
   *
   * @throws java.util.NoSuchElementException if there is no value
   */
  default T reduce(ThrowingBiFunction<? super T, ? super T, ? extends T> fn) {
    return TerminalOperators.reduce(this, fn);
  }

  /**
   * What {@code fn}, which runs in the collector, makes of the result so far, at first {@code
   * initial}, and each value.
   */
  default <A> A fold(A initial, ThrowingBiFunction<? super A, ? super T, ? extends A> fn) {
    return TerminalOperators.fold(this, initial, fn);
  }

  /** How many values there are. */
  default long count() {
    return TerminalOperators.count(this);
  }

  /** Whether {@code p}, which runs in the collector, holds for a value; the first ends the flow. */
  default boolean any(ThrowingPredicate<? super T> p) {
    return TerminalOperators.find(this, p).isPresent();
  }

  /**
   * Whether {@code p}, which runs in the collector, holds for each value; the first for which it
   * does not ends the flow.
   */
  default boolean all(ThrowingPredicate<? super T> p) {
    Objects.requireNonNull(p, "p");
    return TerminalOperators.find(this, (T value) -> !p.test(value)).isEmpty();
  }

  /**
   * Whether {@code p}, which runs in the collector, holds for no value; the first for which it does
   * ends the flow.
   */
  default boolean none(ThrowingPredicate<? super T> p) {
    return TerminalOperators.find(this, p).isEmpty();
  }

  /**
   * Starts a task in {@code scope} that collects all values; cancelling it ends the collection.
   * Never waits.
   */
  default Task<@Nullable Void> launchIn(TaskScope scope) {
    return Objects.requireNonNull(scope, "scope").launch(() -> collect(value -> {}));
  }

  /**
   * Collects this flow in a background task of {@code scope}, once for all who collect the result,
   * from when the first of them comes until the block of the scope ends. New ones get the last
   * {@code replay} values first; all wait for the slowest, which may be 64 values behind. A failure
   * is that of the task, and so of the scope; collectors go on waiting.
   *
   * @throws IllegalArgumentException if {@code replay} is negative
   */
  default SharedFlow<T> shareIn(TaskScope scope, int replay) {
    return Sharing.shareIn(this, scope, replay);
  }

  /**
   * Collects this flow in a background task of {@code scope}, from now on, for its newest value.
   */
  default StateFlow<T> stateIn(TaskScope scope, T initial) {
    return Sharing.stateIn(this, scope, initial);
  }

  /** Pulls the values, one at a time, on request; see {@link AsyncIterator}. */
  @Override
  AsyncIterator<T> iterator();

  /**
   * This flow as a publisher: each subscription collects it, on a thread of its own under the
   * dispatcher of the subscriber, as fast as values are requested.
   */
  default Publisher<T> toPublisher() {
    return new FlowPublisher<>(this);
  }

  /**
   * The values as a sequential stream, pulled as it asks for them; close it if it may end early.
   */
  default Stream<T> stream() {
    return TerminalOperators.stream(this);
  }
}
