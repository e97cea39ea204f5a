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
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.function.Action;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Values that are computed while somebody asks for them: an async iterator, or a stream whose
 * lambdas may wait. It is a flow of kotlinx, cold unless it says otherwise: each collection runs it
 * anew, as a part of the collector, and cancelling the collector ends it.
 *
 * <p>Lambdas may block, await and throw what they like. They are called one after the other for
 * each collection, on the thread that collects, but for operators that run coroutines of their own
 * ({@link #buffer}, {@link #flowOn}, {@link #flatMapMerge}, {@link #mapConcurrent}, {@link #zip},
 * those that take a time …): there, and before and behind them, they run on any thread of the
 * collector's dispatcher. A failure, of a lambda or of the collector, ends the flow, and the
 * collection throws it: unchecked ones as they are, checked ones wrapped as {@link Task#await}
 * does. Values are never null.
 *
 * @param <T> the type of the values
 */
@SuppressWarnings("AmbiguousMethodReference") // zip and combine: references to them are rare
public interface AsyncFlow<T> extends Iterable<T> {
  // Sources.

  /**
   * An async generator: what {@code body} emits. It runs on the thread that collects, anew for each
   * collection, and may wait between values; when nobody wants more, {@code emit} throws.
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

  /** The numbers from {@code from}, which is included, to {@code to}, which is not. */
  static AsyncFlow<Integer> range(int from, int to) {
    return Sources.range(from, to);
  }

  /** {@code seed}, then what {@code next} makes of each value, without end. */
  static <T> AsyncFlow<T> iterate(T seed, ThrowingFunction<? super T, ? extends T> next) {
    return Sources.iterate(seed, next);
  }

  /** The values of {@code items}, which is iterated anew for each collection. */
  static <T> AsyncFlow<T> fromIterable(Iterable<? extends T> items) {
    return Sources.fromIterable(items);
  }

  /** The values of the stream that {@code items} opens for each collection, which closes it. */
  static <T> AsyncFlow<T> fromStream(Callable<? extends Stream<? extends T>> items) {
    return Sources.fromStream(items);
  }

  /** What {@code channel} holds and will: collectors share its values. Never cancels it. */
  static <T> AsyncFlow<T> fromChannel(ReceiveChannel<? extends T> channel) {
    return Sources.fromChannel(channel);
  }

  /** As {@link ReceiveChannel#consumeAsFlow}. */
  static <T> AsyncFlow<T> consuming(ReceiveChannel<? extends T> channel) {
    return Sources.consuming(channel);
  }

  /**
   * What {@code publisher} sends to a subscription of each collection's own; it is asked for up to
   * 64 values ahead. The end of the collection cancels the subscription.
   */
  static <T> AsyncFlow<T> fromPublisher(Publisher<? extends T> publisher) {
    return PublisherSource.flow(publisher);
  }

  /** What {@code stage} ends with, once; never cancels it. */
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
    return Timed.ticker(period);
  }

  /**
   * What {@code body}, and the tasks that it starts in the scope it is given, send: up to 64 values
   * wait to be collected. Ends when all of them have ended.
   */
  static <T> AsyncFlow<T> channelFlow(ThrowingBiConsumer<TaskScope, SendChannel<T>> body) {
    return Sources.channelFlow(body);
  }

  /**
   * What a callback sends: {@code subscribe} registers it, and returns what ends it, which is
   * closed when the collection ends. Up to 64 values wait to be collected; use {@code trySend}
   * where the callback must not wait. Ends when the channel is closed.
   */
  static <T> AsyncFlow<T> callback(ThrowingFunction<SendChannel<T>, AutoCloseable> subscribe) {
    return Sources.callback(subscribe);
  }

  /** The values of all {@code flows}, which are collected at once, as they come. */
  @SafeVarargs
  @SuppressWarnings("varargs") // copied
  static <T> AsyncFlow<T> merge(AsyncFlow<? extends T>... flows) {
    return Combined.merge(Arguments.nonNull(flows, "flows"));
  }

  /** The values of all {@code flows}, which are collected at once, as they come. */
  static <T> AsyncFlow<T> merge(Collection<? extends AsyncFlow<? extends T>> flows) {
    return Combined.merge(Arguments.nonNull(flows, "flows"));
  }

  /** The values of all {@code flows}, one flow after the other. */
  @SafeVarargs
  @SuppressWarnings("varargs") // copied
  static <T> AsyncFlow<T> concat(AsyncFlow<? extends T>... flows) {
    return Combined.concat(Arguments.nonNull(flows, "flows"));
  }

  /** The values of all {@code flows}, one flow after the other. */
  static <T> AsyncFlow<T> concat(Collection<? extends AsyncFlow<? extends T>> flows) {
    return Combined.concat(Arguments.nonNull(flows, "flows"));
  }

  /** As {@link #zip(AsyncFlow, ThrowingBiFunction)}. */
  static <A, B, R> AsyncFlow<R> zip(
      AsyncFlow<? extends A> a,
      AsyncFlow<? extends B> b,
      ThrowingBiFunction<? super A, ? super B, ? extends R> fn) {
    Objects.requireNonNull(a, "a");
    Objects.requireNonNull(b, "b");
    return Combined.zip(a, b, fn);
  }

  /** As {@link #combine(AsyncFlow, ThrowingBiFunction)}. */
  static <A, B, R> AsyncFlow<R> combine(
      AsyncFlow<? extends A> a,
      AsyncFlow<? extends B> b,
      ThrowingBiFunction<? super A, ? super B, ? extends R> fn) {
    Objects.requireNonNull(a, "a");
    Objects.requireNonNull(b, "b");
    return Combined.combine(a, b, fn);
  }

  // Operators on each value.

  /**
   * {@code fn} of each value.
   *
   * <pre>
   *   1  2  3
   *   map(x -> x * 10)
   *   10 20 30</pre>
   */
  default <R> AsyncFlow<R> map(ThrowingFunction<? super T, ? extends R> fn) {
    return Transforms.map(this, fn);
  }

  /** {@code fn} of each value; null leaves the value out. */
  default <R> AsyncFlow<R> mapNotNull(ThrowingFunction<? super T, ? extends @Nullable R> fn) {
    return Transforms.mapNotNull(this, fn);
  }

  /** The values for which {@code p} holds. */
  default AsyncFlow<T> filter(ThrowingPredicate<? super T> p) {
    return Transforms.filter(this, p);
  }

  /** The values for which {@code p} does not hold. */
  default AsyncFlow<T> filterNot(ThrowingPredicate<? super T> p) {
    Objects.requireNonNull(p, "p");
    return Transforms.filter(this, (T value) -> !p.test(value));
  }

  /** What {@code fn} emits for each value: any number of values, with waits in between. */
  default <R> AsyncFlow<R> transform(ThrowingBiConsumer<? super T, Emitter<R>> fn) {
    return Transforms.transform(this, fn);
  }

  /**
   * The first {@code n} values; then the flow is ended.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  default AsyncFlow<T> take(int n) {
    return Transforms.take(this, n);
  }

  /** The values before the first for which {@code p} does not hold; then the flow is ended. */
  default AsyncFlow<T> takeWhile(ThrowingPredicate<? super T> p) {
    return Transforms.takeWhile(this, p);
  }

  /**
   * All values but the first {@code n}.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  default AsyncFlow<T> drop(int n) {
    return Transforms.drop(this, n);
  }

  /** The values from the first on for which {@code p} does not hold. */
  default AsyncFlow<T> dropWhile(ThrowingPredicate<? super T> p) {
    return Transforms.dropWhile(this, p);
  }

  /** Each value once, by {@code equals}; remembers all of them. */
  default AsyncFlow<T> distinct() {
    return Transforms.distinct(this);
  }

  /** The values that do not equal the one before. */
  default AsyncFlow<T> distinctUntilChanged() {
    return Transforms.distinctUntilChanged(this, value -> value);
  }

  /** The values whose {@code key} does not equal that of the one before. */
  default <K> AsyncFlow<T> distinctUntilChanged(ThrowingFunction<? super T, ? extends K> key) {
    return Transforms.distinctUntilChanged(this, key);
  }

  /** Each value with its number, from 0. */
  default AsyncFlow<Indexed<T>> withIndex() {
    return Transforms.withIndex(this);
  }

  /** {@code initial}, then what {@code fn} makes of the last result and each value. */
  default <A> AsyncFlow<A> scan(
      A initial, ThrowingBiFunction<? super A, ? super T, ? extends A> fn) {
    return Transforms.scan(this, initial, fn);
  }

  /** The first value, then what {@code fn} makes of the last result and each further value. */
  default AsyncFlow<T> runningReduce(ThrowingBiFunction<? super T, ? super T, ? extends T> fn) {
    return Transforms.runningReduce(this, fn);
  }

  /**
   * Lists of {@code size} values; the last may be shorter.
   *
   * @throws IllegalArgumentException if {@code size} is not positive
   */
  default AsyncFlow<List<T>> chunked(int size) {
    return Transforms.chunked(this, size);
  }

  /**
   * Lists of {@code size} values, each beginning {@code step} values after the one before; lists
   * that the end leaves shorter are not emitted.
   *
   * @throws IllegalArgumentException if {@code size} or {@code step} is not positive
   */
  default AsyncFlow<List<T>> sliding(int size, int step) {
    return Transforms.sliding(this, size, step);
  }

  /** Calls {@code action} with each value before it goes on. */
  default AsyncFlow<T> onEach(ThrowingConsumer<? super T> action) {
    return Transforms.onEach(this, action);
  }

  // Operators on several flows.

  /** The pairs of the first values, the second values, and so on; the shorter flow ends both. */
  default <B, R> AsyncFlow<R> zip(
      AsyncFlow<? extends B> other, ThrowingBiFunction<? super T, ? super B, ? extends R> fn) {
    Objects.requireNonNull(other, "other");
    return Combined.zip(this, other, fn);
  }

  /** {@code fn} of the latest values of both, each time one comes, from when both have one. */
  default <B, R> AsyncFlow<R> combine(
      AsyncFlow<? extends B> other, ThrowingBiFunction<? super T, ? super B, ? extends R> fn) {
    Objects.requireNonNull(other, "other");
    return Combined.combine(this, other, fn);
  }

  /** The values of both, collected at once, as they come. */
  default AsyncFlow<T> mergeWith(AsyncFlow<? extends T> other) {
    return Combined.merge(List.of(this, Objects.requireNonNull(other, "other")));
  }

  /** These values, then those of {@code other}. */
  default AsyncFlow<T> concatWith(AsyncFlow<? extends T> other) {
    return Combined.concat(List.of(this, Objects.requireNonNull(other, "other")));
  }

  /** The values of the flows that {@code fn} makes, one flow after the other. */
  default <R> AsyncFlow<R> flatMapConcat(
      ThrowingFunction<? super T, ? extends AsyncFlow<? extends R>> fn) {
    return Combined.flatMapConcat(this, fn);
  }

  /**
   * The values of the flows that {@code fn} makes, up to {@code concurrency} of which are collected
   * at once, as they come.
   *
   * @throws IllegalArgumentException if {@code concurrency} is not positive
   */
  default <R> AsyncFlow<R> flatMapMerge(
      int concurrency, ThrowingFunction<? super T, ? extends AsyncFlow<? extends R>> fn) {
    return Concurrent.flatMapMerge(this, concurrency, fn);
  }

  /** The values of the flow that {@code fn} makes of the latest value; the one before is ended. */
  default <R> AsyncFlow<R> flatMapLatest(
      ThrowingFunction<? super T, ? extends AsyncFlow<? extends R>> fn) {
    return Concurrent.flatMapLatest(this, fn);
  }

  /** A flow for each {@code key}: what is not collected holds the others up after 64 values. */
  default <K> AsyncFlow<Group<K, T>> groupBy(ThrowingFunction<? super T, ? extends K> key) {
    return Concurrent.groupBy(this, key);
  }

  /** The values of a key, to be collected once. */
  interface Group<K, T> extends AsyncFlow<T> {
    /** What these values have in common. */
    K key();
  }

  // Operators that do several things at once.

  /**
   * As {@link #map}, with up to {@code n} calls at once; results in the order of the values.
   *
   * @throws IllegalArgumentException if {@code n} is not positive
   */
  default <R> AsyncFlow<R> mapConcurrent(int n, ThrowingFunction<? super T, ? extends R> fn) {
    return Concurrent.mapConcurrent(this, n, fn);
  }

  /**
   * As {@link #map}, with up to {@code n} calls at once; results as they come.
   *
   * @throws IllegalArgumentException if {@code n} is not positive
   */
  default <R> AsyncFlow<R> mapConcurrentUnordered(
      int n, ThrowingFunction<? super T, ? extends R> fn) {
    return Concurrent.mapConcurrentUnordered(this, n, fn);
  }

  /**
   * Lets the flow run ahead of its collector by up to {@code n} values.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  default AsyncFlow<T> buffer(int n) {
    return Concurrent.buffer(this, n);
  }

  /** Lets the flow run ahead of its collector, which gets the newest value only. */
  default AsyncFlow<T> conflate() {
    return Concurrent.conflate(this);
  }

  /** Runs what is above here on {@code d}, ahead of the collector by up to 64 values. */
  default AsyncFlow<T> flowOn(Dispatcher d) {
    return Concurrent.flowOn(this, d);
  }

  /** Looks for a cancellation of the collector before each value. */
  default AsyncFlow<T> cancellable() {
    return Transforms.cancellable(this);
  }

  // Operators that take a time.

  /**
   * Each value after which no other comes for {@code d}, and the last one.
   *
   * @throws IllegalArgumentException if {@code d} is negative
   */
  default AsyncFlow<T> debounce(Duration d) {
    return Timed.debounce(this, d);
  }

  /**
   * Every {@code d} the newest value, if there is a new one.
   *
   * @throws IllegalArgumentException if {@code d} is not positive
   */
  default AsyncFlow<T> sample(Duration d) {
    return Timed.sample(this, d);
  }

  /**
   * All values, at least {@code d} apart: the flow waits, nothing is dropped.
   *
   * @throws IllegalArgumentException if {@code d} is negative
   */
  default AsyncFlow<T> throttle(Duration d) {
    return Timed.throttle(this, d);
  }

  /**
   * Fails with a {@code TimeoutExceededException} if the next value takes longer than {@code d}; if
   * that is not positive, at once.
   */
  default AsyncFlow<T> timeout(Duration d) {
    return Timed.timeout(this, d);
  }

  /**
   * Lists of {@code size} values, or of what has come within {@code d} of the first of them.
   *
   * @throws IllegalArgumentException if {@code size} or {@code d} is not positive
   */
  default AsyncFlow<List<T>> chunkedWithin(int size, Duration d) {
    return Timed.chunkedWithin(this, size, d);
  }

  // Operators on beginning, end and failure.

  /**
   * Begins anew after a failure of what is above here, up to {@code times} times.
   *
   * @throws IllegalArgumentException if {@code times} is negative
   */
  default AsyncFlow<T> retry(int times) {
    return Failing.retry(this, times, failure -> true);
  }

  /** As {@link #retry(int)}, for failures that {@code when} holds for. */
  default AsyncFlow<T> retry(int times, ThrowingPredicate<? super Throwable> when) {
    return Failing.retry(this, times, when);
  }

  /** As {@link #retry(int)}, while {@code when}, which may wait, says so. */
  default AsyncFlow<T> retryWhen(RetryPredicate when) {
    return Failing.retryWhen(this, when);
  }

  /** Whether to try again after {@code failure}; {@code attempt} is 0 the first time. */
  @FunctionalInterface
  interface RetryPredicate {
    /** Whether to try again. */
    boolean test(Throwable failure, long attempt) throws Exception;
  }

  /** Ends, after a failure of what is above here, with the value that {@code fn} makes of it. */
  default AsyncFlow<T> recover(ThrowingFunction<? super Throwable, ? extends T> fn) {
    return Failing.recover(this, fn);
  }

  /** Goes on, after a failure of what is above here, with the flow that {@code fn} makes of it. */
  default AsyncFlow<T> recoverWith(
      ThrowingFunction<? super Throwable, ? extends AsyncFlow<? extends T>> fn) {
    return Failing.recoverWith(this, fn);
  }

  /** Calls {@code action} before the flow begins. */
  default AsyncFlow<T> onStart(Action action) {
    return Failing.onStart(this, action);
  }

  /**
   * Calls {@code action} when the flow has ended, with the failure or cancellation if that is why;
   * waits in it need {@code nonCancellable} then.
   */
  default AsyncFlow<T> onCompletion(ThrowingConsumer<? super Optional<Throwable>> action) {
    return Failing.onCompletion(this, action);
  }

  /** Lets {@code action} emit if the flow has ended without a value. */
  default AsyncFlow<T> onEmpty(ThrowingConsumer<Emitter<T>> action) {
    return Failing.onEmpty(this, action);
  }

  /** A value and its number. */
  record Indexed<T>(int index, T value) {
    /** A value, which is not null. */
    public Indexed {
      Objects.requireNonNull(value, "value");
    }
  }

  // Terminals.

  /** Calls {@code action} with each value, on the thread that collects where the type says so. */
  default void collect(ThrowingConsumer<? super T> action) {
    Terminals.collect(this, action);
  }

  /** What {@code collector} makes of the values. */
  default <R, A> R collect(Collector<? super T, A, R> collector) {
    return Terminals.collect(this, collector);
  }

  /** The values, in an unmodifiable list. */
  default List<T> toList() {
    return Terminals.toList(this);
  }

  /** The values, in an unmodifiable set that keeps their order. */
  default Set<T> toSet() {
    return Terminals.toSet(this);
  }

  /** The values by {@code key}, in their order, in an unmodifiable map; the last of equal ones. */
  default <K> Map<K, T> toMap(ThrowingFunction<? super T, ? extends K> key) {
    return Terminals.toMap(this, key, value -> value);
  }

  /** What {@code value} makes of each value, by {@code key}, as {@link #toMap}. */
  default <K, V> Map<K, V> toMap(
      ThrowingFunction<? super T, ? extends K> key,
      ThrowingFunction<? super T, ? extends V> value) {
    return Terminals.toMap(this, key, value);
  }

  /**
   * The first value; then the flow is ended.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  default T first() {
    return Terminals.first(this, value -> true);
  }

  /**
   * The first value for which {@code p} holds; then the flow is ended.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  default T first(ThrowingPredicate<? super T> p) {
    return Terminals.first(this, p);
  }

  /** The first value, if there is one; then the flow is ended. */
  default Optional<T> firstOrEmpty() {
    return Terminals.find(this, value -> true);
  }

  /**
   * The last value.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  default T last() {
    return Terminals.last(this);
  }

  /**
   * The only value.
   *
   * @throws java.util.NoSuchElementException if there is none
   * @throws IllegalStateException if there is a second one
   */
  default T single() {
    return Terminals.single(this);
  }

  /**
   * What {@code fn} makes of the result so far, at first the first value, and each further value.
   *
   * @throws java.util.NoSuchElementException if there is no value
   */
  default T reduce(ThrowingBiFunction<? super T, ? super T, ? extends T> fn) {
    return Terminals.reduce(this, fn);
  }

  /** What {@code fn} makes of the result so far, at first {@code initial}, and each value. */
  default <A> A fold(A initial, ThrowingBiFunction<? super A, ? super T, ? extends A> fn) {
    return Terminals.fold(this, initial, fn);
  }

  /** How many values there are. */
  default long count() {
    return Terminals.count(this);
  }

  /** Whether {@code p} holds for a value; then the flow is ended. */
  default boolean any(ThrowingPredicate<? super T> p) {
    return Terminals.find(this, p).isPresent();
  }

  /** Whether {@code p} holds for each value; the first for which it does not ends the flow. */
  default boolean all(ThrowingPredicate<? super T> p) {
    Objects.requireNonNull(p, "p");
    return Terminals.find(this, (T value) -> !p.test(value)).isEmpty();
  }

  /** Whether {@code p} holds for no value; the first for which it does ends the flow. */
  default boolean none(ThrowingPredicate<? super T> p) {
    return Terminals.find(this, p).isEmpty();
  }

  /** Starts a task in {@code scope} that collects all values. */
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
    return Terminals.stream(this);
  }
}
