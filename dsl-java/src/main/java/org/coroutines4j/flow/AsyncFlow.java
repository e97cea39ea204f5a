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
import org.coroutines4j.internal.flow.FlattenedFlow;
import org.coroutines4j.internal.flow.FlowPublisher;
import org.coroutines4j.internal.flow.PublisherSource;
import org.coroutines4j.internal.flow.Sharing;
import org.coroutines4j.internal.flow.Sources;
import org.coroutines4j.internal.flow.TerminalOperators;
import org.coroutines4j.internal.flow.TimedOperators;
import org.coroutines4j.internal.flow.TransformOperators;
import org.coroutines4j.internal.util.Preconditions;
import org.jspecify.annotations.Nullable;

/**
 * A cold asynchronous stream: values are produced on demand, separately for each collector.
 *
 * <p>An operator such as {@link #map} only describes a new flow. Nothing runs before a terminal
 * operation, such as {@link #collect(ThrowingConsumer) collect} or {@link #toList}, or an
 * {@linkplain #iterator() iterator} asks for values. Each collection runs the whole chain again.
 * Hot flows, whose values exist without a collector, are {@link SharedFlow} and {@link StateFlow}.
 * The flows of this library are backed by a {@code Flow} of kotlinx.coroutines.
 *
 * <pre>{@code
 * import org.coroutines4j.flow.AsyncFlow;
 *
 * List<User> users =
 *     AsyncFlow.fromIterable(ids)
 *         .mapConcurrent(8, id -> client.load(id))
 *         .filter(user -> user.isActive())
 *         .take(10)
 *         .toList();
 * }</pre>
 *
 * <p><b>Upstream and downstream:</b> upstream of an operator is the flow that it is called on.
 * Downstream is what consumes its result: further operators, then the collector.
 *
 * <p><b>Threads:</b> the collector is the task or thread that runs a terminal operation. A lambda
 * that <i>runs in the collector</i> is called on the collecting thread, for one value after the
 * other, and is cancelled with the collection. For an iterator, that is a helper thread, or the
 * thread that asks for a value: see {@link AsyncIterator}. Lambdas may block, await and throw
 * checked exceptions. Operators that run coroutines or tasks of their own ({@link #buffer}, {@link
 * #flowOn}, {@link #flatMapMerge}, {@link #mapConcurrent}, {@link #zip} …) run them on the
 * dispatcher of the collector, as a part of the collection. Lambdas upstream and downstream of such
 * an operator may then run on any thread of that dispatcher, but never on a timer thread.
 *
 * <p><b>Failures:</b> a failure of a source, a lambda or the collector ends the flow, and the
 * terminal operation throws it. An unchecked exception is thrown as the same object. A checked
 * exception is wrapped as {@link Task#await} wraps it: an {@code IOException} in an {@link
 * java.io.UncheckedIOException}, any other in a {@link org.coroutines4j.TaskFailedException}.
 *
 * <p><b>Cancellation:</b> cancelling the collector ends the flow and all coroutines and tasks that
 * it has started, before the terminal operation returns. A {@link
 * java.util.concurrent.CancellationException} that a source or a lambda throws while the collector
 * is active is a failure: it belongs to a future, to another task, or to Kotlin's {@code
 * withTimeout}. The flow then fails with a {@link org.coroutines4j.TaskFailedException} whose cause
 * is that exception.
 *
 * <p><b>Terminal operations</b> wait until the flow has ended, its {@code finally} blocks included.
 * Each of them is a cancellation point, even if the values are ready. It throws a {@link
 * java.util.concurrent.CancellationException} if the caller is cancelled, and an {@link
 * IllegalStateException} on a thread that must not wait. Only {@link #launchIn}, {@link #shareIn},
 * {@link #stateIn}, {@link #iterator}, {@link #stream} and {@link #toPublisher} return immediately.
 *
 * <p><b>Null:</b> values are never null. A flow fails with a {@link NullPointerException} if a
 * source emits null, or if a lambda returns null where a value is needed.
 *
 * <p><b>Length of a chain:</b> a chain of {@code map}, {@code filter}, {@code mapNotNull} and
 * {@code onEach}, of {@code concatWith}, or of {@code mergeWith} may be thousands of operators
 * long. Every other operator uses some of the collector's stack. A chain of 100 of them works with
 * the default stack size.
 *
 * <p>In the examples below, the comment shows what the flow emits.
 *
 * @param <T> the type of the values
 */
public interface AsyncFlow<T> extends Iterable<T> {
  // Sources.

  /**
   * Returns a flow of the values that {@code body} emits: an asynchronous generator. {@code body}
   * runs in the collector, again for each collection, and may wait between values.
   *
   * <p>When the collector wants no more values, {@link Emitter#emit emit} throws an exception that
   * {@code body} must let through. The {@code finally} blocks of {@code body} run then, and may
   * wait.
   *
   * <pre>{@code
   * generate(out -> { out.emit(1); out.emit(2); })   // 1 2
   * }</pre>
   */
  static <T> AsyncFlow<T> generate(ThrowingConsumer<Emitter<T>> body) {
    return Sources.generate(Objects.requireNonNull(body, "body"));
  }

  /** Returns a flow of {@code values}, in their order. */
  @SafeVarargs
  @SuppressWarnings("varargs") // copied
  static <T> AsyncFlow<T> of(T... values) {
    return Sources.of(values);
  }

  /** Returns a flow that ends without a value. */
  static <T> AsyncFlow<T> empty() {
    return Sources.empty();
  }

  /**
   * Returns a flow of the numbers from {@code from} (inclusive) to {@code to} (exclusive). The flow
   * is empty if {@code from} is not less than {@code to}.
   *
   * <pre>{@code
   * range(0, 3)   // 0 1 2
   * }</pre>
   */
  static AsyncFlow<Integer> range(int from, int to) {
    return Sources.range(from, to);
  }

  /**
   * Returns an endless flow that emits {@code seed}, and then the result of {@code next} for the
   * value before. {@code next} runs in the collector, only when its result is wanted.
   *
   * <pre>{@code
   * iterate(1, x -> x * 2).take(4)   // 1 2 4 8
   * }</pre>
   */
  static <T> AsyncFlow<T> iterate(T seed, ThrowingFunction<? super T, ? extends T> next) {
    return Sources.iterate(seed, next);
  }

  /**
   * Returns a flow of the values of {@code items}. Each collection iterates {@code items} again, in
   * the collector.
   */
  static <T> AsyncFlow<T> fromIterable(Iterable<? extends T> items) {
    return Sources.fromIterable(items);
  }

  /**
   * Returns a flow of the values of a stream. Each collection calls {@code items} in the collector
   * to open a stream, and closes that stream when the collection ends, for whatever reason.
   */
  static <T> AsyncFlow<T> fromStream(Callable<? extends Stream<? extends T>> items) {
    return Sources.fromStream(items);
  }

  /**
   * Returns a flow of the elements of {@code channel}. The flow ends when the channel is closed,
   * and fails with the cause of the close if there is one.
   *
   * <p>Several collectors share the elements: each element goes to one of them. A collection that
   * ends does not cancel the channel. For a flow that is collected once, {@code
   * fromChannel(channel).onCompletion(end -> channel.cancel())} does.
   */
  static <T> AsyncFlow<T> fromChannel(ReceiveChannel<? extends T> channel) {
    return Sources.fromChannel(channel);
  }

  /**
   * Returns a flow of the values that {@code publisher} sends. Each collection subscribes on its
   * own, requests up to 64 values ahead of the collector, and cancels the subscription when it
   * ends. {@link #buffer} changes that number.
   */
  static <T> AsyncFlow<T> fromPublisher(Publisher<? extends T> publisher) {
    return PublisherSource.flow(publisher);
  }

  /**
   * Returns a flow that emits the result of {@code stage}, or fails with its exception. A result of
   * null fails the flow with a {@link NullPointerException}. Cancelling the collector never cancels
   * {@code stage}.
   */
  static <T> AsyncFlow<T> fromStage(CompletionStage<? extends T> stage) {
    return Sources.fromStage(stage);
  }

  /**
   * Returns an endless flow of 0, 1, 2 …, one number each {@code period}. The first is due one
   * {@code period} after the collection has begun, each further one {@code period} after its
   * predecessor was due. A collector that is late gets the numbers that are due immediately; none
   * is skipped.
   *
   * @throws IllegalArgumentException if {@code period} is zero or negative
   */
  static AsyncFlow<Long> ticker(Duration period) {
    return TimedOperators.ticker(period);
  }

  /**
   * Returns a flow of the values that {@code body} sends to the given channel. {@code body} runs in
   * a task of its own, once for each collection. It may start further tasks in the given scope,
   * which may send too.
   *
   * <p>Up to 64 values are buffered for the collector; then {@code send} waits. {@link #buffer} and
   * {@link #conflate} change that. The flow ends when {@code body} and all tasks of the scope have
   * ended. When the collection ends earlier, it cancels these tasks and waits until they have
   * ended.
   */
  static <T> AsyncFlow<T> channelFlow(ThrowingBiConsumer<TaskScope, SendChannel<T>> body) {
    return Sources.channelFlow(body);
  }

  /**
   * Returns a flow of the values that a callback sends to the given channel. {@code subscribe}
   * registers the callback and returns a handle that unregisters it. {@code subscribe} runs in a
   * task of its own, once for each collection. The handle is closed when the collection ends.
   *
   * <p>The flow ends when the callback closes the channel. Up to 64 values are buffered for the
   * collector; {@link #buffer} and {@link #conflate} change that. A callback that must not wait
   * uses {@code trySend}.
   *
   * <p>If the collection ends while {@code subscribe} still runs, a {@code send} in it throws.
   * {@code subscribe} must then undo what it has registered, since there is no handle to close.
   */
  static <T> AsyncFlow<T> callback(ThrowingFunction<SendChannel<T>, AutoCloseable> subscribe) {
    return CallbackSource.flow(Objects.requireNonNull(subscribe, "subscribe"));
  }

  /**
   * Returns a flow of the values of all {@code flows}, in the order in which they arrive. All
   * {@code flows} are collected concurrently, each in a coroutine of its own. The failure of one of
   * them cancels the others.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // copied
  static <T> AsyncFlow<T> merge(AsyncFlow<? extends T>... flows) {
    return CombiningOperators.join(FlattenedFlow.Way.MERGE, Preconditions.nonNull(flows, "flows"));
  }

  /** Merges {@code flows} as {@link #merge(AsyncFlow...)} does. */
  static <T> AsyncFlow<T> merge(Collection<? extends AsyncFlow<? extends T>> flows) {
    return CombiningOperators.join(FlattenedFlow.Way.MERGE, Preconditions.nonNull(flows, "flows"));
  }

  /**
   * Returns a flow of the values of all {@code flows}, collected one flow after the other.
   *
   * <pre>{@code
   * concat(of(1, 2), of(3))   // 1 2 3
   * }</pre>
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // copied
  static <T> AsyncFlow<T> concat(AsyncFlow<? extends T>... flows) {
    return CombiningOperators.join(FlattenedFlow.Way.CONCAT, Preconditions.nonNull(flows, "flows"));
  }

  /** Concatenates {@code flows} as {@link #concat(AsyncFlow...)} does. */
  static <T> AsyncFlow<T> concat(Collection<? extends AsyncFlow<? extends T>> flows) {
    return CombiningOperators.join(FlattenedFlow.Way.CONCAT, Preconditions.nonNull(flows, "flows"));
  }

  // Operators on each value.

  /**
   * Returns a flow of the results of {@code fn} for each value. {@code fn} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 3).map(x -> x * 10)   // 10 20 30
   * }</pre>
   */
  default <R> AsyncFlow<R> map(ThrowingFunction<? super T, ? extends R> fn) {
    return DirectOperators.map(this, fn);
  }

  /**
   * Returns a flow of the results of {@code fn} that are not null. {@code fn} runs in the
   * collector.
   *
   * <pre>{@code
   * of(1, 2, 3).mapNotNull(x -> x == 2 ? null : x * 10)   // 10 30
   * }</pre>
   */
  default <R> AsyncFlow<R> mapNotNull(ThrowingFunction<? super T, ? extends @Nullable R> fn) {
    return DirectOperators.mapNotNull(this, fn);
  }

  /**
   * Returns a flow of the values that satisfy {@code p}. {@code p} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 3, 4).filter(x -> x % 2 == 0)   // 2 4
   * }</pre>
   */
  default AsyncFlow<T> filter(ThrowingPredicate<? super T> p) {
    return DirectOperators.filter(this, p);
  }

  /**
   * Returns a flow of the values that do not satisfy {@code p}. {@code p} runs in the collector.
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
   * Returns a flow of the values that {@code fn} emits for each value of this flow. {@code fn} may
   * emit any number of values and wait in between. It runs in the collector, and the rules of
   * {@link Emitter} apply to it.
   *
   * <pre>{@code
   * of(1, 2).transform((x, out) -> { out.emit(x); out.emit(-x); })   // 1 -1 2 -2
   * }</pre>
   */
  default <R> AsyncFlow<R> transform(ThrowingBiConsumer<? super T, Emitter<R>> fn) {
    return TransformOperators.transform(this, fn);
  }

  /**
   * Returns a flow of the first {@code n} values. The last of them ends the upstream flow. If
   * {@code n} is 0, this flow is not collected at all.
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
   * Returns a flow of the values before the first one that does not satisfy {@code p}. That value
   * is dropped and ends the upstream flow. {@code p} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 3, 1).takeWhile(x -> x < 3)   // 1 2
   * }</pre>
   */
  default AsyncFlow<T> takeWhile(ThrowingPredicate<? super T> p) {
    return TransformOperators.takeWhile(this, p);
  }

  /**
   * Returns a flow of all values except the first {@code n}.
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
   * Returns a flow of the first value that does not satisfy {@code p} and of all values after it.
   * {@code p} runs in the collector, and is not called for values after that one.
   *
   * <pre>{@code
   * of(1, 2, 3, 1).dropWhile(x -> x < 3)   // 3 1
   * }</pre>
   */
  default AsyncFlow<T> dropWhile(ThrowingPredicate<? super T> p) {
    return TransformOperators.dropWhile(this, p);
  }

  /**
   * Returns a flow that emits each value once, as compared by {@code equals}. A collection keeps
   * all distinct values in memory until it ends.
   *
   * <pre>{@code
   * of(1, 2, 1, 3, 2).distinct()   // 1 2 3
   * }</pre>
   */
  default AsyncFlow<T> distinct() {
    return TransformOperators.distinct(this);
  }

  /**
   * Returns a flow without the values that equal their predecessor.
   *
   * <pre>{@code
   * of(1, 1, 2, 1).distinctUntilChanged()   // 1 2 1
   * }</pre>
   */
  default AsyncFlow<T> distinctUntilChanged() {
    return TransformOperators.distinctUntilChanged(this, value -> value);
  }

  /**
   * Returns a flow without the values whose key equals the key of their predecessor. {@code key}
   * runs in the collector.
   *
   * <pre>{@code
   * of(1, 3, 4, 5).distinctUntilChanged(x -> x % 2)   // 1 4 5
   * }</pre>
   */
  default <K> AsyncFlow<T> distinctUntilChanged(ThrowingFunction<? super T, ? extends K> key) {
    return TransformOperators.distinctUntilChanged(this, key);
  }

  /**
   * Returns a flow of the values with their index, which starts at 0.
   *
   * <pre>{@code
   * of("a", "b").withIndex().map(v -> v.index() + v.value())   // 0a 1b
   * }</pre>
   */
  default AsyncFlow<Indexed<T>> withIndex() {
    return TransformOperators.withIndex(this);
  }

  /**
   * Returns a flow that emits {@code initial}, and then, for each value, the result of {@code fn}
   * for the last result and that value. {@code fn} runs in the collector.
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
   * Returns a flow that emits the first value, and then, for each further value, the result of
   * {@code fn} for the last result and that value. {@code fn} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 3).runningReduce((sum, x) -> sum + x)   // 1 3 6
   * }</pre>
   */
  default AsyncFlow<T> runningReduce(ThrowingBiFunction<? super T, ? super T, ? extends T> fn) {
    return TransformOperators.runningReduce(this, fn);
  }

  /**
   * Returns a flow of unmodifiable lists of {@code size} consecutive values. The last list may be
   * shorter.
   *
   * <pre>{@code
   * of(1, 2, 3).chunked(2)   // [1, 2] [3]
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code size} is zero or negative
   */
  default AsyncFlow<List<T>> chunked(int size) {
    return TransformOperators.chunked(this, size);
  }

  /**
   * Returns a flow of unmodifiable lists of {@code size} consecutive values. Each list starts
   * {@code step} values after the start of the list before. Lists that the end of the flow leaves
   * incomplete are dropped.
   *
   * <pre>{@code
   * of(1, 2, 3, 4).sliding(3, 1)      // [1, 2, 3] [2, 3, 4]
   * of(1, 2, 3, 4, 5).sliding(2, 3)   // [1, 2] [4, 5]
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code size} or {@code step} is zero or negative
   */
  default AsyncFlow<List<T>> sliding(int size, int step) {
    return TransformOperators.sliding(this, size, step);
  }

  /**
   * Returns this flow, with a call of {@code action} for each value before that goes downstream.
   * {@code action} runs in the collector.
   */
  default AsyncFlow<T> onEach(ThrowingConsumer<? super T> action) {
    return DirectOperators.onEach(this, action);
  }

  // Operators on several flows.

  /**
   * Returns a flow of the results of {@code fn} for the first values of both flows, for their
   * second values, and so on. The end of the shorter flow ends the longer one.
   *
   * <p>{@code other} is collected in a coroutine of its own, at most one value ahead. {@code fn}
   * runs concurrently with it.
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
   * Returns a flow of the results of {@code fn} for the latest values of both flows. {@code fn} is
   * called for each new value of either flow, as soon as both have emitted a value.
   *
   * <p>Both flows are collected in coroutines of their own. {@code fn} runs concurrently with them.
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
   * Returns a flow of the values of both flows, in the order in which they arrive. The flows are
   * collected concurrently, each in a coroutine of its own. The failure of one of them cancels the
   * other.
   *
   * <pre>
   *   this      1     2        3
   *   other        a     b
   *   result    1  a  2  b     3</pre>
   */
  default AsyncFlow<T> mergeWith(AsyncFlow<? extends T> other) {
    Objects.requireNonNull(other, "other");
    return CombiningOperators.join(FlattenedFlow.Way.MERGE, List.of(this, other));
  }

  /**
   * Returns a flow of the values of this flow, followed by the values of {@code other}.
   *
   * <pre>{@code
   * of(1, 2).concatWith(of(3))   // 1 2 3
   * }</pre>
   */
  default AsyncFlow<T> concatWith(AsyncFlow<? extends T> other) {
    Objects.requireNonNull(other, "other");
    return CombiningOperators.join(FlattenedFlow.Way.CONCAT, List.of(this, other));
  }

  /**
   * Returns a flow of the values of the flows that {@code fn} returns, collected one flow after the
   * other. {@code fn} and these flows run in the collector.
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
   * Returns a flow of the values of the flows that {@code fn} returns, in the order in which they
   * arrive. Up to {@code concurrency} of these flows are collected concurrently, each in a
   * coroutine of its own. The failure of one of them cancels the others. {@code fn} runs in the
   * coroutine that collects this flow. If {@code concurrency} is 1, this is {@link #flatMapConcat}.
   *
   * <pre>
   *   fn(1)                 1a    1b
   *   fn(2)                    2a    2b
   *   flatMapMerge(2, fn)   1a 2a 1b 2b</pre>
   *
   * @throws IllegalArgumentException if {@code concurrency} is zero or negative
   */
  default <R> AsyncFlow<R> flatMapMerge(
      int concurrency, ThrowingFunction<? super T, ? extends AsyncFlow<? extends R>> fn) {
    return ConcurrentOperators.flatMapMerge(this, concurrency, fn);
  }

  /**
   * Returns a flow of the values of the flow that {@code fn} returns for the latest value. A new
   * value cancels the flow of the value before, and waits until that has ended.
   *
   * <p>{@code fn} runs in the task that collects the flow it returns. That task starts immediately
   * and runs until it first waits. So a flow that never waits is emitted whole while there is room
   * for its values, as in Kotlin. Up to 64 values are buffered for the collector; {@link #buffer}
   * and {@link #conflate} change that.
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
   * Returns a flow of groups, one for each distinct key. A group is emitted when its first value
   * arrives, and is a flow of the values with that key. {@code key} runs in a task of its own.
   *
   * <p>Collect the groups as they arrive and all of them concurrently, as {@link #flatMapMerge}
   * does with a {@code concurrency} of at least the number of keys. A group buffers 64 values; then
   * it blocks all other groups until it is collected further. A group whose collection has ended
   * drops its values. A second collection of a group fails with an {@link IllegalStateException}.
   *
   * <pre>{@code
   * range(0, 6).groupBy(x -> x % 2).flatMapMerge(2, g -> g.chunked(9))
   *     // [0, 2, 4] [1, 3, 5], in any order
   * }</pre>
   */
  default <K> AsyncFlow<Group<K, T>> groupBy(ThrowingFunction<? super T, ? extends K> key) {
    return ConcurrentOperators.groupBy(this, key);
  }

  /** A flow of the values that share a key. It can be collected once. */
  interface Group<K, T> extends AsyncFlow<T> {
    /** Returns the key of these values. */
    K key();
  }

  // Concurrent operators.

  /**
   * Returns a flow of the results of {@code fn} for each value, with up to {@code n} concurrent
   * calls. Results have the order of the values. This flow runs in a task of its own. At most
   * {@code n} values are in progress at any time: started, or waiting for the collector.
   *
   * <p>The calls run in tasks that process one value after another, as those of {@link
   * org.coroutines4j.Async#mapConcurrent(Iterable, int, ThrowingFunction)} do.
   *
   * <p>The first failure cancels the other calls. If a call cancels only its own task, the results
   * before it are emitted, and then the flow fails because of a {@link
   * org.coroutines4j.TaskCancelledException}, which a terminal operation throws as the cause of a
   * {@link org.coroutines4j.TaskFailedException}.
   *
   * @throws IllegalArgumentException if {@code n} is zero or negative
   */
  default <R> AsyncFlow<R> mapConcurrent(int n, ThrowingFunction<? super T, ? extends R> fn) {
    return ConcurrentOperators.mapConcurrent(this, n, fn);
  }

  /**
   * Returns a flow of the results of {@code fn} for each value, with up to {@code n} concurrent
   * calls. Results are emitted as soon as they are ready. This flow runs in a task of its own. At
   * most {@code n} values are in progress at any time: started, or waiting for the collector.
   *
   * <p>The calls run in tasks that process one value after another, as those of {@link
   * org.coroutines4j.Async#mapConcurrent(Iterable, int, ThrowingFunction)} do.
   *
   * <p>The first failure cancels the other calls. So does a call that cancels only its own task:
   * the flow then fails because of a {@link org.coroutines4j.TaskCancelledException}, which a
   * terminal operation throws as the cause of a {@link org.coroutines4j.TaskFailedException}.
   *
   * @throws IllegalArgumentException if {@code n} is zero or negative
   */
  default <R> AsyncFlow<R> mapConcurrentUnordered(
      int n, ThrowingFunction<? super T, ? extends R> fn) {
    return ConcurrentOperators.mapConcurrentUnordered(this, n, fn);
  }

  /**
   * Runs the upstream flow in a coroutine of its own, up to {@code n} values ahead of the
   * collector. With {@code n} values buffered, the upstream flow waits. No value is dropped.
   *
   * <p>Directly after {@link #channelFlow}, {@link #callback}, {@link #fromPublisher} or {@link
   * #flatMapLatest}, this sets the capacity of the buffer that they have already. The capacities of
   * consecutive {@code buffer} operators add up.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  default AsyncFlow<T> buffer(int n) {
    return ConcurrentOperators.buffer(this, n);
  }

  /**
   * Runs the upstream flow in a coroutine of its own, which never waits for the collector. A slow
   * collector skips intermediate values and gets the newest one.
   *
   * <p>Directly after {@link #channelFlow}, {@link #callback}, {@link #fromPublisher} or {@link
   * #flatMapLatest}, this makes the buffer that they have already keep the newest value only.
   *
   * <pre>
   *   this         1 2 3 4 5
   *   conflate()   1     4 5     (the collector was busy with 1 while 2 and 3 arrived)</pre>
   */
  default AsyncFlow<T> conflate() {
    return ConcurrentOperators.conflate(this);
  }

  /**
   * Runs the upstream flow on {@code d}, in a coroutine of its own, up to 64 values ahead of the
   * collector. Operators downstream stay on their dispatcher. Of several consecutive {@code flowOn}
   * operators, the one nearest to the source applies.
   *
   * @throws IllegalArgumentException if the threads of {@code d} must not wait, as with a
   *     dispatcher that was made from an executor
   */
  default AsyncFlow<T> flowOn(Dispatcher d) {
    return ConcurrentOperators.flowOn(this, d);
  }

  /**
   * Checks between values whether the collector is cancelled, for sources that never wait. A
   * {@linkplain #generate generator} needs no such check, since each {@code emit} is a cancellation
   * point.
   */
  default AsyncFlow<T> cancellable() {
    return TransformOperators.cancellable(this);
  }

  // Timed operators.

  /**
   * Returns a flow of the values that no other value follows within {@code d}, and of the last
   * value. Zero returns this flow unchanged. {@code d} is rounded down to whole milliseconds, with
   * a minimum of one.
   *
   * <p>The upstream flow runs in a coroutine of its own and never waits for the collector.
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
   * Emits the newest value every {@code d}, if a new one has arrived since. Values that arrive
   * between the last such moment and the end of the flow are dropped, as in Kotlin. {@code d} is
   * rounded down to whole milliseconds, with a minimum of one.
   *
   * <p>The upstream flow runs in a coroutine of its own and never waits for the collector.
   *
   * <pre>
   *   this          1   2   3   4   -   -   5   |
   *   sample(2.5)             3         4</pre>
   *
   * @throws IllegalArgumentException if {@code d} is zero or negative
   */
  default AsyncFlow<T> sample(Duration d) {
    return TimedOperators.sample(this, d);
  }

  /**
   * Emits all values, at least {@code d} apart. No value is dropped: the upstream flow waits in its
   * {@code emit}. This operator runs in the collector.
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
   * Fails with a {@link org.coroutines4j.TimeoutExceededException} if the next value, or the end of
   * the flow, takes longer than {@code d}. The upstream flow runs in a task of its own, and is
   * cancelled then. The time that the collector spends on a value does not count. If {@code d} is
   * zero or negative, the flow fails immediately.
   */
  default AsyncFlow<T> timeout(Duration d) {
    return TimedOperators.timeout(this, d);
  }

  /**
   * Returns a flow of unmodifiable lists. A list is emitted when it has {@code size} values, when
   * {@code d} has elapsed since its first value, or when the flow ends. The upstream flow runs in a
   * task of its own, up to {@code size} values ahead of the collector.
   *
   * <pre>
   *   this                  1   2   3   4   -   -   5   -   -   -   6   |
   *   chunkedWithin(3, 2)           [1, 2, 3]   [4]         [5]         [6]</pre>
   *
   * @throws IllegalArgumentException if {@code size} or {@code d} is zero or negative
   */
  default AsyncFlow<List<T>> chunkedWithin(int size, Duration d) {
    return TimedOperators.chunkedWithin(this, size, d);
  }

  // Operators on the start, the end and failures.

  /**
   * Collects the upstream flow again when it has failed, up to {@code times} times. Then the flow
   * fails with the last failure. A failure of the collector is not handled, and neither is its
   * cancellation: the flow ends with them.
   *
   * @throws IllegalArgumentException if {@code times} is negative
   */
  default AsyncFlow<T> retry(int times) {
    return FailureOperators.retry(this, times, failure -> true);
  }

  /**
   * Collects the upstream flow again when it has failed and {@code when} returns true for the
   * failure, up to {@code times} times, as {@link #retry(int)} does. {@code when} runs in the
   * collector.
   *
   * @throws IllegalArgumentException if {@code times} is negative
   */
  default AsyncFlow<T> retry(int times, ThrowingPredicate<? super Throwable> when) {
    return FailureOperators.retry(this, times, when);
  }

  /**
   * Collects the upstream flow again when it has failed, as often, after such failures and with
   * such waits as {@code policy} says. Then the flow fails with the last failure, on which the
   * earlier ones are suppressed. A failure of the collector is not handled, and neither is its
   * cancellation: the flow ends with them.
   *
   * <p>The predicate and the listener of {@code policy} run in the collector. Attempts and time are
   * counted for each collection.
   */
  default AsyncFlow<T> retry(RetryPolicy policy) {
    return FailureOperators.retry(this, policy);
  }

  /**
   * Collects the upstream flow again when it has failed, as long as {@code when} returns true.
   * {@code when} runs in the collector and may wait. A failure of the collector is not handled, and
   * neither is its cancellation: the flow ends with them.
   */
  default AsyncFlow<T> retryWhen(RetryPredicate when) {
    return FailureOperators.retryWhen(this, when);
  }

  /** A condition that decides whether a flow is collected again after a failure. */
  @FunctionalInterface
  interface RetryPredicate {
    /**
     * Returns whether to collect the flow again after {@code failure}.
     *
     * @param attempt the number of collections that have failed before: 0 for the first failure
     */
    boolean test(Throwable failure, long attempt) throws Exception;
  }

  /**
   * Replaces a failure of the upstream flow with one last value: the result of {@code fn} for that
   * failure. {@code fn} runs in the collector. A failure of the collector is not handled, and
   * neither is its cancellation: the flow ends with them.
   *
   * <pre>{@code
   * of(2, 1, 0).map(x -> 2 / x).recover(failure -> -1)   // 1 2 -1
   * }</pre>
   */
  default AsyncFlow<T> recover(ThrowingFunction<? super Throwable, ? extends T> fn) {
    return FailureOperators.recover(this, fn);
  }

  /**
   * Continues with the flow that {@code fn} returns for a failure of the upstream flow. {@code fn}
   * runs in the collector. A failure of the collector is not handled, and neither is its
   * cancellation: the flow ends with them.
   *
   * <pre>{@code
   * of(2, 0, 1).map(x -> 2 / x).recoverWith(failure -> of(7, 8))   // 1 7 8
   * }</pre>
   */
  default AsyncFlow<T> recoverWith(
      ThrowingFunction<? super Throwable, ? extends AsyncFlow<? extends T>> fn) {
    return FailureOperators.recoverWith(this, fn);
  }

  /**
   * Calls {@code action} before the upstream flow starts. {@code action} runs in the collector. If
   * it fails, the flow fails with its exception.
   */
  default AsyncFlow<T> onStart(ThrowingRunnable action) {
    return FailureOperators.onStart(this, action);
  }

  /**
   * Calls {@code action} when the flow has ended. {@code action} runs in the collector. Its
   * argument is the failure or cancellation, of the flow or of its collector, that ended the flow.
   * It is empty if the flow ended normally or its collector wanted no more values.
   *
   * <p>{@code action} does not handle the failure, which continues downstream. An exception that
   * {@code action} throws replaces it. If the collector is cancelled, waits in {@code action} need
   * {@code nonCancellable}.
   *
   * <p>Upstream of an operator with coroutines of its own, such as {@link #buffer}, {@link #zip} or
   * {@link #merge}, the argument may also be a cancellation by that operator.
   */
  default AsyncFlow<T> onCompletion(ThrowingConsumer<? super Optional<Throwable>> action) {
    return FailureOperators.onCompletion(this, action);
  }

  /**
   * Calls {@code action} if the upstream flow has ended without a value. The values that {@code
   * action} emits become the values of the flow. {@code action} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2).filter(x -> x > 5).onEmpty(out -> out.emit(0))   // 0
   * }</pre>
   */
  default AsyncFlow<T> onEmpty(ThrowingConsumer<Emitter<T>> action) {
    return FailureOperators.onEmpty(this, action);
  }

  /**
   * A value and its index in the flow.
   *
   * @param index the index, which starts at 0
   * @param value the value, which is not null
   */
  record Indexed<T>(int index, T value) {
    /** Creates a pair of an index, which may be any number, and a value, which must not be null. */
    public Indexed {
      Objects.requireNonNull(value, "value");
    }
  }

  // Terminal operations.

  /**
   * Calls {@code action} with each value. Returns when the flow has ended. {@code action} runs on
   * the caller's thread, unless an operator with coroutines of its own is upstream. A cancellation
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
   * Collects the values with {@code collector} and returns its result. The functions of {@code
   * collector} run in the collector of the flow, one call after the other; its combiner is not
   * used. A cancellation point.
   */
  default <R, A> R collect(Collector<? super T, A, R> collector) {
    return TerminalOperators.collect(this, collector);
  }

  /** Returns the values in an unmodifiable list. A cancellation point. */
  default List<T> toList() {
    return TerminalOperators.toList(this);
  }

  /**
   * Returns the distinct values in an unmodifiable set, in the order of their first occurrence. A
   * cancellation point.
   */
  default Set<T> toSet() {
    return TerminalOperators.toSet(this);
  }

  /**
   * Returns the values by key in an unmodifiable map. Keys have the order of their first
   * occurrence. Of several values with equal keys, the map holds the last. {@code key} runs in the
   * collector. A cancellation point.
   */
  default <K> Map<K, T> toMap(ThrowingFunction<? super T, ? extends K> key) {
    return TerminalOperators.toMap(this, key, value -> value);
  }

  /**
   * Returns the results of {@code value} by key, in a map like that of {@link
   * #toMap(ThrowingFunction)}. {@code key} and {@code value} run in the collector. A cancellation
   * point.
   */
  default <K, V> Map<K, V> toMap(
      ThrowingFunction<? super T, ? extends K> key,
      ThrowingFunction<? super T, ? extends V> value) {
    return TerminalOperators.toMap(this, key, value);
  }

  /**
   * Returns the first value and ends the flow. A cancellation point.
   *
   * @throws java.util.NoSuchElementException if the flow ends without a value
   */
  default T first() {
    return TerminalOperators.first(this, value -> true);
  }

  /**
   * Returns the first value that satisfies {@code p} and ends the flow. {@code p} runs in the
   * collector. A cancellation point.
   *
   * @throws java.util.NoSuchElementException if no value satisfies {@code p}
   */
  default T first(ThrowingPredicate<? super T> p) {
    return TerminalOperators.first(this, p);
  }

  /**
   * Returns the first value and ends the flow, or returns empty if there is no value. A
   * cancellation point.
   */
  default Optional<T> firstOrEmpty() {
    return TerminalOperators.find(this, value -> true);
  }

  /**
   * Returns the last value. A cancellation point.
   *
   * @throws java.util.NoSuchElementException if the flow ends without a value
   */
  default T last() {
    return TerminalOperators.last(this);
  }

  /**
   * Returns the only value. A cancellation point.
   *
   * @throws java.util.NoSuchElementException if the flow ends without a value
   * @throws IllegalStateException if there is a second value, which ends the flow
   */
  default T single() {
    return TerminalOperators.single(this);
  }

  /**
   * Combines all values into one and returns it. {@code fn} is called for the result so far, at
   * first the first value, and each further value. {@code fn} runs in the collector. A cancellation
   * point.
   *
   * @throws java.util.NoSuchElementException if the flow ends without a value
   */
  default T reduce(ThrowingBiFunction<? super T, ? super T, ? extends T> fn) {
    return TerminalOperators.reduce(this, fn);
  }

  /**
   * Combines {@code initial} with all values and returns the result. {@code fn} is called for the
   * result so far, at first {@code initial}, and each value. {@code fn} runs in the collector. A
   * cancellation point.
   */
  default <A> A fold(A initial, ThrowingBiFunction<? super A, ? super T, ? extends A> fn) {
    return TerminalOperators.fold(this, initial, fn);
  }

  /** Returns the number of values. A cancellation point. */
  default long count() {
    return TerminalOperators.count(this);
  }

  /**
   * Returns whether a value satisfies {@code p}. The first such value ends the flow. {@code p} runs
   * in the collector. A cancellation point.
   */
  default boolean any(ThrowingPredicate<? super T> p) {
    return TerminalOperators.find(this, p).isPresent();
  }

  /**
   * Returns whether all values satisfy {@code p}. The first value that does not ends the flow.
   * {@code p} runs in the collector. A cancellation point.
   */
  default boolean all(ThrowingPredicate<? super T> p) {
    Objects.requireNonNull(p, "p");
    return TerminalOperators.find(this, (T value) -> !p.test(value)).isEmpty();
  }

  /**
   * Returns whether no value satisfies {@code p}. The first value that does ends the flow. {@code
   * p} runs in the collector. A cancellation point.
   */
  default boolean none(ThrowingPredicate<? super T> p) {
    return TerminalOperators.find(this, p).isEmpty();
  }

  /**
   * Starts a task in {@code scope} that collects the flow and drops its values. Cancelling the task
   * ends the collection. Returns immediately, without waiting.
   */
  default Task<@Nullable Void> launchIn(TaskScope scope) {
    return Objects.requireNonNull(scope, "scope").launch(() -> collect(value -> {}));
  }

  /**
   * Returns a hot flow that shares one collection of this flow among all its collectors. A daemon
   * task of {@code scope} collects this flow. It starts collecting when the first collector
   * arrives, and is cancelled when the ordinary tasks and the block of {@code scope} have ended.
   * Returns immediately, without waiting.
   *
   * <p>A new collector first gets the last {@code replay} values. The slowest collector may be
   * {@code replay} + 64 values behind; then this flow waits for it. A failure of this flow is a
   * failure of the task, and so of {@code scope}. The collectors do not see it, and continue to
   * wait.
   *
   * @throws IllegalArgumentException if {@code replay} is negative
   */
  default SharedFlow<T> shareIn(TaskScope scope, int replay) {
    return Sharing.shareIn(this, scope, replay);
  }

  /**
   * Returns a hot flow that holds the newest value of this flow, and {@code initial} before there
   * is one. A daemon task of {@code scope} collects this flow from now on. It is cancelled when the
   * ordinary tasks and the block of {@code scope} have ended. Returns immediately, without waiting.
   * A failure of this flow is a failure of the task, and so of {@code scope}.
   */
  default StateFlow<T> stateIn(TaskScope scope, T initial) {
    return Sharing.stateIn(this, scope, initial);
  }

  /**
   * Returns an iterator that pulls the values one at a time, on request. Nothing runs before the
   * first request. See {@link AsyncIterator} for when it must be closed.
   */
  @Override
  AsyncIterator<T> iterator();

  /**
   * Returns a publisher of the values. Each subscription collects this flow on a thread of its own,
   * which runs under the dispatcher of the subscriber. Values are produced as fast as the
   * subscriber requests them.
   *
   * <p>A subscriber's {@code onError} gets the failure itself: a checked exception comes without
   * the wrapper that {@link Task#await} throws. A cancellation that is not the subscription's own
   * comes in a {@link org.coroutines4j.TaskFailedException}.
   */
  default Publisher<T> toPublisher() {
    return new FlowPublisher<>(this);
  }

  /**
   * Returns a sequential stream that pulls the values as it needs them, like an {@link #iterator()
   * iterator}. The operations of the stream wait for values on the caller's thread, and are
   * cancellation points. Close the stream if it may end early.
   */
  default Stream<T> stream() {
    return TerminalOperators.stream(this);
  }
}
