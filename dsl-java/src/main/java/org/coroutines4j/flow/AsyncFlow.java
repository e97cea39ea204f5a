package org.coroutines4j.flow;

import java.io.Reader;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Publisher;
import java.util.function.IntFunction;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Resource;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingBiPredicate;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingFunction3;
import org.coroutines4j.function.ThrowingFunction4;
import org.coroutines4j.function.ThrowingFunction5;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.function.ThrowingTriConsumer;
import org.coroutines4j.internal.flow.AlternatingOperators;
import org.coroutines4j.internal.flow.BatchOperators;
import org.coroutines4j.internal.flow.CallbackSource;
import org.coroutines4j.internal.flow.CombiningOperators;
import org.coroutines4j.internal.flow.ComputedSources;
import org.coroutines4j.internal.flow.ConcurrentOperators;
import org.coroutines4j.internal.flow.DirectOperators;
import org.coroutines4j.internal.flow.ElementTerminals;
import org.coroutines4j.internal.flow.EmittingOperators;
import org.coroutines4j.internal.flow.FailureOperators;
import org.coroutines4j.internal.flow.FlattenedFlow;
import org.coroutines4j.internal.flow.FlowPublisher;
import org.coroutines4j.internal.flow.GroupByOperator;
import org.coroutines4j.internal.flow.LatestOperators;
import org.coroutines4j.internal.flow.ListOperators;
import org.coroutines4j.internal.flow.PublisherSource;
import org.coroutines4j.internal.flow.Sharing;
import org.coroutines4j.internal.flow.Sources;
import org.coroutines4j.internal.flow.StatefulOperators;
import org.coroutines4j.internal.flow.TerminalOperators;
import org.coroutines4j.internal.flow.TextOperators;
import org.coroutines4j.internal.flow.TimedOperators;
import org.coroutines4j.internal.flow.TransformOperators;
import org.coroutines4j.internal.flow.TruncatingOperators;
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
 * IllegalStateException} on a thread that must not wait. Only {@link #launchIn}, {@link
 * #produceIn}, {@link #shareIn}, {@link #stateIn(TaskScope, Object)}, {@link #iterator}, {@link
 * #stream} and {@link #toPublisher} return immediately.
 *
 * <p><b>Null:</b> values are never null. A flow fails with a {@link NullPointerException} if a
 * source emits null, or if a lambda returns null where a value is needed.
 *
 * <p><b>Length of a chain:</b> a chain of {@code map}, {@code filter}, {@code mapNotNull} and
 * {@code onEach}, of {@code concatWith}, or of {@code mergeWith} may be thousands of operators
 * long. Every other operator uses some of the collector's stack. A chain of 100 of them works with
 * the default stack size.
 *
 * <p><b>Contents:</b>
 *
 * <ul>
 *   <li>Sources that compute: {@link #generate}, {@link #of}, {@link #empty}, {@link #never},
 *       {@link #emptyAfter}, {@link #failed}, {@link #range}, {@link #iterate}, {@link #unfold},
 *       {@link #repeat}, {@link #ticker}
 *   <li>Sources that read: {@link #fromIterable}, {@link #fromIterator}, {@link #fromStream},
 *       {@link #fromReader}, {@link #fromChannel}, {@link #fromPublisher}, {@link #fromStage},
 *       {@link #fromTask}, {@link #using}, {@link #channelFlow}, {@link #callback}
 *   <li>Each value: {@link #map}, {@link #mapNotNull}, {@link #mapStateful}, {@link #filter},
 *       {@link #filterNot}, {@link #filterIsInstance}, {@link #transform}, {@link #transformWhile},
 *       {@link #onEach}, {@link #cancellable}
 *   <li>Parts of a flow: {@link #take}, {@link #takeWhile}, {@link #takeWhileInclusive}, {@link
 *       #takeLast}, {@link #drop}, {@link #dropWhile}, {@link #distinct}, {@link
 *       #distinctUntilChanged}, {@link #sampleEvery}
 *   <li>Combining consecutive values: {@link #scan}, {@link #runningReduce}, {@link #withIndex},
 *       {@link #chunked}, {@link #chunkedByWeight}, {@link #split}, {@link #splitOn}, {@link
 *       #sliding}, {@link #intersperse}
 *   <li>Several flows: {@link #concat}, {@link #concatWith}, {@link #merge}, {@link #mergeWith},
 *       {@link #interleave}, {@link #interleaveWith}, {@link #zip}, {@link #zipAll}, {@link
 *       #combine}, {@link #combineLatest}, {@link #combineTransform}, {@link #flatMapConcat},
 *       {@link #flatMapMerge}, {@link #groupBy}, {@link #alsoTo}
 *   <li>The latest value: {@link #flatMapLatest}, {@link #mapLatest}, {@link #transformLatest}
 *   <li>Concurrency and buffers: {@link #mapConcurrent}, {@link #mapConcurrentUnordered}, {@link
 *       #buffer}, {@link #conflate}, {@link #batch}, {@link #flowOn}
 *   <li>Time: {@link #debounce}, {@link #sample}, {@link #throttle}, {@link #timeout}, {@link
 *       #chunkedWithin}
 *   <li>Start, end and failures: {@link #onStart}, {@link #onCompletion}, {@link
 *       #onCompletionEmit}, {@link #onEmpty}, {@link #retry}, {@link #retryWhen}, {@link #recover},
 *       {@link #recoverWith}
 *   <li>Terminal operations: {@link #collect}, {@link #collectIndexed}, {@link #collectLatest},
 *       {@link #toList}, {@link #toSet}, {@link #toMap}, {@link #toArray}, {@link #toChannel},
 *       {@link #first}, {@link #firstOrEmpty}, {@link #last}, {@link #lastOrEmpty}, {@link
 *       #single}, {@link #singleOrEmpty}, {@link #reduce}, {@link #fold}, {@link #count}, {@link
 *       #any}, {@link #all}, {@link #none}
 *   <li>Hot flows and other types: {@link #launchIn}, {@link #produceIn}, {@link #shareIn}, {@link
 *       #stateIn}, {@link #iterator}, {@link #stream}, {@link #toPublisher}
 * </ul>
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
   * Returns a flow that never emits a value and never ends: a collector waits until it is
   * cancelled.
   */
  static <T> AsyncFlow<T> never() {
    return ComputedSources.never();
  }

  /**
   * Returns a flow that waits for {@code d} and then ends without a value. If {@code d} is zero or
   * negative, it ends immediately.
   */
  static <T> AsyncFlow<T> emptyAfter(Duration d) {
    return ComputedSources.emptyAfter(d);
  }

  /**
   * Returns a flow that fails with {@code failure}. A terminal operation throws it as it throws any
   * failure of a flow.
   */
  static <T> AsyncFlow<T> failed(Throwable failure) {
    return ComputedSources.failed(failure);
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
    return ComputedSources.range(from, to);
  }

  /**
   * Returns a flow of {@code from}, {@code from + step}, {@code from + 2 * step} and so on, before
   * {@code to}. A negative {@code step} counts down.
   *
   * <pre>{@code
   * range(0, 10, 4)    // 0 4 8
   * range(3, 0, -1)    // 3 2 1
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code step} is 0
   */
  static AsyncFlow<Integer> range(int from, int to, int step) {
    return ComputedSources.range(from, to, step);
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
    return ComputedSources.iterate(seed, next);
  }

  /**
   * Returns a flow of the values that {@code next} computes from a state. {@code next} gets the
   * state, at first {@code seed}, and returns a value and the next state, or empty to end the flow.
   * {@code next} runs in the collector, only when its result is wanted.
   *
   * <pre>{@code
   * unfold(3, n -> n == 0 ? Optional.empty() : Optional.of(Map.entry("n" + n, n - 1)))   // n3 n2 n1
   * }</pre>
   */
  static <S, T> AsyncFlow<T> unfold(
      S seed, ThrowingFunction<? super S, Optional<Map.Entry<T, S>>> next) {
    return ComputedSources.unfold(seed, next);
  }

  /**
   * Returns an endless flow of the results of {@code value}, which is called for each of them.
   * {@code value} runs in the collector, only when its result is wanted.
   *
   * <pre>{@code
   * repeat(() -> "again").take(2)   // again again
   * }</pre>
   */
  static <T> AsyncFlow<T> repeat(Callable<? extends T> value) {
    return ComputedSources.repeat(value);
  }

  /**
   * Returns a flow of the values of {@code items}. Each collection iterates {@code items} again, in
   * the collector.
   */
  static <T> AsyncFlow<T> fromIterable(Iterable<? extends T> items) {
    return Sources.fromIterable(items);
  }

  /**
   * Returns a flow of the remaining values of {@code items}. It can be collected once: a second
   * collection fails with an {@link IllegalStateException}. {@code items} is used in the collector.
   */
  static <T> AsyncFlow<T> fromIterator(Iterator<? extends T> items) {
    return Sources.fromIterator(items);
  }

  /**
   * Returns a flow of the values of a stream. Each collection calls {@code items} in the collector
   * to open a stream, and closes that stream when the collection ends, for whatever reason.
   */
  static <T> AsyncFlow<T> fromStream(Callable<? extends Stream<? extends T>> items) {
    return Sources.fromStream(items);
  }

  /**
   * Returns a flow of the lines of a text, without their ends. Each collection calls {@code open}
   * in the collector to open a reader, and closes that reader when the collection ends. A line ends
   * as in {@link java.io.BufferedReader#readLine}. A cancellation interrupts a read that blocks,
   * which does not end the read of a socket on a platform thread. For bytes, and for sockets before
   * JDK 21, see {@link ByteFlow}.
   */
  static AsyncFlow<String> fromReader(Callable<? extends Reader> open) {
    return TextOperators.fromReader(open);
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
   * Returns a flow that emits the value of {@code task}, or fails with its failure, as {@link
   * Task#await} does. A value of null fails the flow with a {@link NullPointerException}.
   * Cancelling the collector never cancels {@code task}.
   */
  static <T> AsyncFlow<T> fromTask(Task<? extends T> task) {
    return Sources.fromTask(task);
  }

  /**
   * Returns a flow of the values of the flow that {@code fn} returns for a value of {@code
   * resource}. Each collection acquires a value of its own, and releases it when the collection
   * ends, for whatever reason. {@code fn} runs in the collector.
   */
  static <R, T> AsyncFlow<T> using(
      Resource<? extends R> resource,
      ThrowingFunction<? super R, ? extends AsyncFlow<? extends T>> fn) {
    return Sources.using(resource, fn);
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
   * Returns an endless flow of 0, 1, 2 …, one number each {@code period}, like {@link
   * #ticker(Duration)}. The first is due {@code initialDelay} after the collection has begun: with
   * zero, immediately.
   *
   * @throws IllegalArgumentException if {@code initialDelay} is negative, or if {@code period} is
   *     zero or negative
   */
  static AsyncFlow<Long> ticker(Duration initialDelay, Duration period) {
    return TimedOperators.ticker(initialDelay, period);
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
   * Merges {@code flows} as {@link #merge(AsyncFlow...)} does. {@code ending} decides whether the
   * flow ends with the first of them that ends, and then cancels the others, or when all have
   * ended.
   */
  static <T> AsyncFlow<T> merge(Collection<? extends AsyncFlow<? extends T>> flows, Ending ending) {
    return AlternatingOperators.merge(Preconditions.nonNull(flows, "flows"), ending);
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

  /**
   * Returns a flow that emits {@code segment} values of the first flow, then as many of the second,
   * and so on by turns. A flow that has ended is left out. {@code ending} decides whether the first
   * end ends the whole flow. An end counts when it is that flow's turn. All {@code flows} are
   * collected concurrently, each in a task of its own, at most one value ahead.
   *
   * <pre>{@code
   * interleave(List.of(of(1, 2, 3), of(7, 8)), 1, Ending.WITH_ALL)   // 1 7 2 8 3
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code segment} is zero or negative
   */
  static <T> AsyncFlow<T> interleave(
      Collection<? extends AsyncFlow<? extends T>> flows, int segment, Ending ending) {
    return AlternatingOperators.interleave(Preconditions.nonNull(flows, "flows"), segment, ending);
  }

  /** Combines the latest values of three flows, as {@link #combine} does for two. */
  static <A, B, C, R> AsyncFlow<R> combineLatest(
      AsyncFlow<? extends A> a,
      AsyncFlow<? extends B> b,
      AsyncFlow<? extends C> c,
      ThrowingFunction3<? super A, ? super B, ? super C, ? extends R> fn) {
    return CombiningOperators.combine(a, b, c, fn);
  }

  /** Combines the latest values of four flows, as {@link #combine} does for two. */
  static <A, B, C, D, R> AsyncFlow<R> combineLatest(
      AsyncFlow<? extends A> a,
      AsyncFlow<? extends B> b,
      AsyncFlow<? extends C> c,
      AsyncFlow<? extends D> d,
      ThrowingFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> fn) {
    return CombiningOperators.combine(a, b, c, d, fn);
  }

  /** Combines the latest values of five flows, as {@link #combine} does for two. */
  static <A, B, C, D, E, R> AsyncFlow<R> combineLatest(
      AsyncFlow<? extends A> a,
      AsyncFlow<? extends B> b,
      AsyncFlow<? extends C> c,
      AsyncFlow<? extends D> d,
      AsyncFlow<? extends E> e,
      ThrowingFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> fn) {
    return CombiningOperators.combine(a, b, c, d, e, fn);
  }

  /**
   * Combines the latest values of {@code flows}, as {@link #combine} does for two. {@code fn} gets
   * an unmodifiable list with one value of each flow, in their order. Without flows, the result is
   * empty.
   */
  static <T, R> AsyncFlow<R> combineLatest(
      Collection<? extends AsyncFlow<? extends T>> flows,
      ThrowingFunction<? super List<T>, ? extends R> fn) {
    return CombiningOperators.combine(Preconditions.nonNull(flows, "flows"), fn);
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
   * Returns a flow of the values that are instances of {@code type}.
   *
   * <pre>{@code
   * of(1, "a", 2L).filterIsInstance(Number.class)   // 1 2
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code type} is a primitive type, of which no value is an
   *     instance
   */
  default <R> AsyncFlow<R> filterIsInstance(Class<R> type) {
    return DirectOperators.filterIsInstance(this, type);
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
   * Returns a flow of the values that {@code fn} emits for each value of this flow, as {@link
   * #transform} does, until {@code fn} returns false. That ends the upstream flow.
   *
   * <pre>{@code
   * of(1, 2, 3).transformWhile((x, out) -> { out.emit(x * 10); return x < 2; })   // 10 20
   * }</pre>
   */
  default <R> AsyncFlow<R> transformWhile(ThrowingBiPredicate<? super T, Emitter<R>> fn) {
    return TruncatingOperators.transformWhile(this, fn);
  }

  /**
   * Returns a flow of the results that {@code fn} computes for each value from a state. {@code fn}
   * gets the state, at first the result of {@code initial}, and returns the next state and the
   * result. Each collection has a state of its own. {@code initial} and {@code fn} run in the
   * collector.
   *
   * <pre>{@code
   * of("a", "b").mapStateful(() -> 1, (n, x) -> Map.entry(n + 1, x + n))   // a1 b2
   * }</pre>
   */
  default <S, R> AsyncFlow<R> mapStateful(
      Callable<? extends S> initial, ThrowingBiFunction<? super S, ? super T, Map.Entry<S, R>> fn) {
    return StatefulOperators.mapStateful(this, initial, fn, null);
  }

  /**
   * Returns a flow as {@link #mapStateful(Callable, ThrowingBiFunction)} does, and at the end of
   * this flow one more value: the result of {@code onEnd} for the last state, unless that is null.
   * {@code onEnd} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2).mapStateful(() -> 0, (sum, x) -> Map.entry(sum + x, x), sum -> sum)   // 1 2 3
   * }</pre>
   */
  default <S, R> AsyncFlow<R> mapStateful(
      Callable<? extends S> initial,
      ThrowingBiFunction<? super S, ? super T, Map.Entry<S, R>> fn,
      ThrowingFunction<? super S, ? extends @Nullable R> onEnd) {
    return StatefulOperators.mapStateful(this, initial, fn, Objects.requireNonNull(onEnd, "onEnd"));
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
    return TruncatingOperators.take(this, n);
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
    return TruncatingOperators.takeWhile(this, p);
  }

  /**
   * Returns a flow of the values up to the first one that does not satisfy {@code p}, which is the
   * last value. It ends the upstream flow. {@code p} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 3, 1).takeWhileInclusive(x -> x < 2)   // 1 2
   * }</pre>
   */
  default AsyncFlow<T> takeWhileInclusive(ThrowingPredicate<? super T> p) {
    return TruncatingOperators.takeWhileInclusive(this, p);
  }

  /**
   * Returns a flow of the last {@code n} values, or of all if there are fewer. They are emitted
   * when the upstream flow has ended. If {@code n} is 0, they are all dropped.
   *
   * <pre>{@code
   * of(1, 2, 3).takeLast(2)   // 2 3
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  default AsyncFlow<T> takeLast(int n) {
    return ListOperators.takeLast(this, n);
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
   * Returns a flow of every {@code n}-th value: the values number {@code n}, {@code 2 * n} and so
   * on.
   *
   * <pre>{@code
   * range(1, 8).sampleEvery(3)   // 3 6
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code n} is zero or negative
   */
  default AsyncFlow<T> sampleEvery(int n) {
    return StatefulOperators.sampleEvery(this, n);
  }

  /**
   * Returns a flow with {@code separator} between each two values.
   *
   * <pre>{@code
   * of(1, 2, 3).intersperse(0)   // 1 0 2 0 3
   * }</pre>
   */
  default AsyncFlow<T> intersperse(T separator) {
    return StatefulOperators.intersperse(this, separator);
  }

  /**
   * Returns a flow of {@code start}, of the values with {@code separator} between each two, and of
   * {@code end}.
   *
   * <pre>{@code
   * of("a", "b").intersperse("[", ",", "]")   // [ a , b ]
   * }</pre>
   */
  default AsyncFlow<T> intersperse(T start, T separator, T end) {
    Objects.requireNonNull(start, "start");
    AsyncFlow<T> values = intersperse(separator);
    return concat(of(start), values, of(Objects.requireNonNull(end, "end")));
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
   * Returns a flow without the values that are equal to the last emitted value by {@code areEqual}.
   * It gets that value and the new one, and runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 5, 6).distinctUntilChanged((a, b) -> Math.abs(a - b) < 3)   // 1 5
   * }</pre>
   */
  default AsyncFlow<T> distinctUntilChanged(ThrowingBiPredicate<? super T, ? super T> areEqual) {
    return StatefulOperators.distinctUntilChanged(this, areEqual);
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
    return ListOperators.chunked(this, size);
  }

  /**
   * Returns a flow of unmodifiable lists of consecutive values. A list is complete when the weights
   * of its values add up to {@code minWeight} or more. The last list may weigh less. {@code weight}
   * runs in the collector. The flow fails with an {@link IllegalArgumentException} if it returns a
   * negative number.
   *
   * <pre>{@code
   * of(3, 1, 1, 5, 1).chunkedByWeight(4, x -> (long) x)   // [3, 1] [1, 5] [1]
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code minWeight} is zero or negative
   */
  default AsyncFlow<List<T>> chunkedByWeight(
      long minWeight, ThrowingFunction<? super T, Long> weight) {
    return ListOperators.chunkedByWeight(this, minWeight, weight);
  }

  /**
   * Returns a flow of unmodifiable lists of the values between delimiters: the values that satisfy
   * {@code isDelimiter}. Delimiters are dropped. Two of them in succession enclose an empty list.
   * An empty list at the end of the flow is dropped. {@code isDelimiter} runs in the collector.
   *
   * <pre>{@code
   * of(1, 2, 0, 3, 0, 0, 4).split(x -> x == 0)   // [1, 2] [3] [] [4]
   * }</pre>
   */
  default AsyncFlow<List<T>> split(ThrowingPredicate<? super T> isDelimiter) {
    return ListOperators.split(this, isDelimiter);
  }

  /**
   * Returns a flow of unmodifiable lists of the values between delimiters, as {@link #split} does.
   * Here a delimiter consists of consecutive values that equal those of {@code delimiter}. An empty
   * one never occurs.
   *
   * <pre>{@code
   * of(1, 0, 0, 2, 0, 3).splitOn(List.of(0, 0))   // [1] [2, 0, 3]
   * }</pre>
   */
  default AsyncFlow<List<T>> splitOn(List<? extends T> delimiter) {
    return ListOperators.splitOn(this, delimiter);
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
    return ListOperators.sliding(this, size, step);
  }

  /**
   * Returns this flow, with a call of {@code action} for each value before that goes downstream.
   * {@code action} runs in the collector.
   */
  default AsyncFlow<T> onEach(ThrowingConsumer<? super T> action) {
    return DirectOperators.onEach(this, action);
  }

  /**
   * Sends each value to {@code channel} before it goes downstream, and waits while the channel is
   * full. Closes {@code channel} when this flow has ended, with the failure or cancellation that
   * ended it, if any. An operator downstream that needs no more values, such as {@link #zip}, may
   * end this flow by a cancellation. The flow can be collected once, and fails with a {@link
   * org.coroutines4j.channels.ChannelClosedException} if {@code channel} is closed by other code.
   */
  default AsyncFlow<T> alsoTo(SendChannel<? super T> channel) {
    Objects.requireNonNull(channel, "channel");
    return onEach(channel::send)
        .onCompletion(
            failure -> failure.ifPresentOrElse(channel::closeExceptionally, channel::close));
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
   * Returns a flow of the results of {@code fn} for the first values of both flows, for their
   * second values, and so on, up to the end of the longer flow. {@code missing} replaces the values
   * that this flow lacks, and {@code otherMissing} those of {@code other}.
   *
   * <p>Both flows are collected in tasks of their own, at most one value ahead. {@code fn} runs in
   * the collector.
   *
   * <pre>{@code
   * of(1, 2).zipAll(of("a"), 0, "-", (n, s) -> n + s)   // 1a 2-
   * }</pre>
   */
  default <B, R> AsyncFlow<R> zipAll(
      AsyncFlow<? extends B> other,
      T missing,
      B otherMissing,
      ThrowingBiFunction<? super T, ? super B, ? extends R> fn) {
    return AlternatingOperators.zipAll(this, other, missing, otherMissing, fn);
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
   * Returns a flow of the values that {@code fn} emits for the latest values of both flows. It is
   * called as that of {@link #combine} is, and the rules of {@link Emitter} apply to it.
   */
  default <B, R> AsyncFlow<R> combineTransform(
      AsyncFlow<? extends B> other, ThrowingTriConsumer<? super T, ? super B, Emitter<R>> fn) {
    return CombiningOperators.combineTransform(this, other, fn);
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
   * Returns a flow of the first value of this flow, the first of {@code other}, the second of this
   * flow, and so on. When one of them has ended, the rest of the other one follows. Both are
   * collected concurrently, each in a task of its own, at most one value ahead.
   *
   * <pre>{@code
   * of(1, 2, 3).interleaveWith(of(7))   // 1 7 2 3
   * }</pre>
   */
  default AsyncFlow<T> interleaveWith(AsyncFlow<? extends T> other) {
    Objects.requireNonNull(other, "other");
    return AlternatingOperators.interleave(List.of(this, other), 1, Ending.WITH_ALL);
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
    return LatestOperators.flatMapLatest(this, fn);
  }

  /**
   * Returns a flow of the results of {@code fn}. A new value cancels the call for the value before,
   * as with {@link #flatMapLatest}.
   */
  default <R> AsyncFlow<R> mapLatest(ThrowingFunction<? super T, ? extends R> fn) {
    return LatestOperators.mapLatest(this, fn);
  }

  /**
   * Returns a flow of the values that {@code fn} emits. A new value cancels the call for the value
   * before, as with {@link #flatMapLatest}.
   */
  default <R> AsyncFlow<R> transformLatest(ThrowingBiConsumer<? super T, Emitter<R>> fn) {
    return LatestOperators.transformLatest(this, fn);
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
    return GroupByOperator.groupBy(this, key);
  }

  /**
   * Returns a flow of groups, as {@link #groupBy(ThrowingFunction)} does, of which at most {@code
   * max} are open. {@code overflow} decides what happens to a value of a new key when {@code max}
   * groups are open. A group whose collection has ended does not count, and is forgotten when room
   * is needed. A later value with the key of a forgotten group, or of one that was completed early,
   * opens a new group, even if the collector still reads the values of the earlier one.
   *
   * <pre>{@code
   * of(1, 2, 1).groupBy(1, GroupOverflow.COMPLETE_OLDEST, x -> x).flatMapConcat(g -> g.chunked(9))
   *     // [1] [2] [1]
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code max} is zero or negative
   */
  default <K> AsyncFlow<Group<K, T>> groupBy(
      int max, GroupOverflow overflow, ThrowingFunction<? super T, ? extends K> key) {
    return GroupByOperator.groupBy(this, max, overflow, key);
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
   * Runs the upstream flow in a coroutine of its own, up to 64 values ahead of the collector, as
   * {@link #buffer(int)} does. A buffer that the upstream flow has already keeps its size.
   */
  default AsyncFlow<T> buffer() {
    return ConcurrentOperators.buffer(this);
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
   * Runs the upstream flow in a coroutine of its own, up to {@code n} values ahead of the
   * collector. With {@code n} values buffered, {@code onOverflow} decides whether the upstream flow
   * waits or a value is dropped. A buffer that drops values holds at least one, and replaces the
   * buffers directly upstream.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  default AsyncFlow<T> buffer(int n, Overflow onOverflow) {
    return ConcurrentOperators.buffer(this, n, onOverflow);
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
   * Runs the upstream flow in a task of its own, which never waits for the collector. Values that
   * arrive while the collector is busy are combined into one: {@code fn} gets what was combined so
   * far and the next value. It runs in that task.
   */
  default AsyncFlow<T> conflate(ThrowingBiFunction<? super T, ? super T, ? extends T> fn) {
    return BatchOperators.conflate(this, fn);
  }

  /**
   * Runs the upstream flow in a task of its own. Up to {@code max} values that arrive while the
   * collector is busy are combined into one batch. Then the upstream flow waits. {@code seed} makes
   * a batch of the first value, and {@code add} gets the batch and each further value. Both run in
   * that task.
   *
   * @throws IllegalArgumentException if {@code max} is zero or negative
   */
  default <A> AsyncFlow<A> batch(
      int max,
      ThrowingFunction<? super T, ? extends A> seed,
      ThrowingBiFunction<? super A, ? super T, ? extends A> add) {
    return BatchOperators.batch(this, max, seed, add);
  }

  /**
   * Combines up to {@code max} values that arrive while the collector is busy, as {@link
   * #batch(int, ThrowingFunction, ThrowingBiFunction)} does. The batch of the first value is that
   * value.
   *
   * @throws IllegalArgumentException if {@code max} is zero or negative
   */
  default AsyncFlow<T> batch(int max, ThrowingBiFunction<? super T, ? super T, ? extends T> fn) {
    Objects.requireNonNull(fn, "fn");
    return BatchOperators.<T, T>batch(this, max, value -> value, fn);
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
   * Runs the upstream flow in a task with the given name, at most one value ahead of the collector.
   * A buffer upstream or downstream keeps its size. Lambdas upstream see the name as that of their
   * task, and dumps show it. Of several consecutive names, the one nearest to the source applies.
   */
  default AsyncFlow<T> flowOn(String name) {
    return ConcurrentOperators.flowOn(this, name);
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
   * Returns a flow of the values that no other value follows within the time that {@code fn}
   * returns for them, and of the last value. A time of zero emits the value immediately. {@code fn}
   * runs in the coroutine of the upstream flow. The flow fails with an {@link
   * IllegalArgumentException} if it returns a negative time.
   */
  default AsyncFlow<T> debounce(ThrowingFunction<? super T, Duration> fn) {
    return TimedOperators.debounce(this, fn);
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
   * Emits all values, at most {@code n} of them in any period of length {@code per}. No value is
   * dropped: the upstream flow waits in its {@code emit}. This operator runs in the collector.
   *
   * <pre>
   *   this             1 2 3 - - - - 4
   *   throttle(2, 4)   1 2   - - 3 - 4</pre>
   *
   * @throws IllegalArgumentException if {@code n} is zero or negative, or {@code per} is negative
   */
  default AsyncFlow<T> throttle(int n, Duration per) {
    return TimedOperators.throttle(this, n, per);
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

  /**
   * Collects the upstream flow again when it has failed, as {@link #retryWhen(RetryPredicate)}
   * does. The values that {@code when} emits become values of the flow.
   */
  default AsyncFlow<T> retryWhen(EmittingRetryPredicate<T> when) {
    return EmittingOperators.retryWhen(this, when);
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

  /** A {@link RetryPredicate} that may emit values into the flow. */
  @FunctionalInterface
  interface EmittingRetryPredicate<T> {
    /**
     * Returns whether to collect the flow again after {@code failure}. May emit values to {@code
     * out}, such as a notice of the failure.
     *
     * @param attempt the number of collections that have failed before: 0 for the first failure
     */
    boolean test(Throwable failure, long attempt, Emitter<T> out) throws Exception;
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
   * Calls {@code action} before the upstream flow starts. The values that {@code action} emits are
   * the first values of the flow. {@code action} runs in the collector. If it fails, the flow fails
   * with its exception.
   *
   * <pre>{@code
   * of(1, 2).onStart(out -> out.emit(0))   // 0 1 2
   * }</pre>
   */
  default AsyncFlow<T> onStart(ThrowingConsumer<Emitter<T>> action) {
    return EmittingOperators.onStart(this, action);
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
   * Calls {@code action} when the flow has ended, as {@link #onCompletion} does. If the flow ended
   * normally, the values that {@code action} emits are its last values. If it failed, was
   * cancelled, or its collector wanted no more values, {@code emit} throws what ended it.
   *
   * <pre>{@code
   * of(1, 2).onCompletionEmit((failure, out) -> out.emit(3))   // 1 2 3
   * }</pre>
   */
  default AsyncFlow<T> onCompletionEmit( // no overload: onCompletion(list::add) would be ambiguous
      ThrowingBiConsumer<? super Optional<Throwable>, Emitter<T>> action) {
    return EmittingOperators.onCompletion(this, action);
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
    return EmittingOperators.onEmpty(this, action);
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
   * Calls {@code action} with the index of each value, which starts at 0, and the value. Otherwise
   * as {@link #collect(ThrowingConsumer)}. A cancellation point.
   */
  default void collectIndexed(ThrowingBiConsumer<? super Integer, ? super T> action) {
    TerminalOperators.collectIndexed(this, action);
  }

  /**
   * Calls {@code action} with each value, in a task of its own. A new value cancels the call for
   * the value before, and waits until that has ended. Returns when the flow and the last call have
   * ended. A cancellation point.
   */
  default void collectLatest(ThrowingConsumer<? super T> action) {
    LatestOperators.collectLatest(this, action);
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
   * Returns the values in an array that {@code generator} creates, such as {@code String[]::new}. A
   * cancellation point.
   *
   * @throws ArrayStoreException if the array cannot hold one of the values
   */
  default <A> A[] toArray(IntFunction<A[]> generator) {
    return TerminalOperators.toArray(this, generator);
  }

  /**
   * Sends each value to {@code channel}. Returns when the flow has ended, and leaves {@code
   * channel} open. A cancellation point.
   *
   * @throws org.coroutines4j.channels.ChannelClosedException if {@code channel} is closed
   */
  default void toChannel(SendChannel<? super T> channel) {
    TerminalOperators.toChannel(this, channel);
  }

  /**
   * Returns the values by key in an unmodifiable map. Keys have the order of their first
   * occurrence. Of several values with equal keys, the map holds the last. {@code key} runs in the
   * collector. A cancellation point.
   *
   * @throws NullPointerException if {@code key} returns null
   */
  default <K> Map<K, T> toMap(ThrowingFunction<? super T, ? extends K> key) {
    return TerminalOperators.toMap(this, key, value -> value);
  }

  /**
   * Returns the results of {@code value} by key, in a map like that of {@link
   * #toMap(ThrowingFunction)}. {@code key} and {@code value} run in the collector. A cancellation
   * point.
   *
   * @throws NullPointerException if {@code key} or {@code value} returns null
   */
  default <K, V> Map<K, V> toMap(
      ThrowingFunction<? super T, ? extends K> key,
      ThrowingFunction<? super T, ? extends V> value) {
    return TerminalOperators.toMap(this, key, value);
  }

  /**
   * Returns the results of {@code value} by key, in a map like that of {@link
   * #toMap(ThrowingFunction)}. {@code merge} combines the values of equal keys: the one in the map
   * and the next one. All functions run in the collector. A cancellation point.
   *
   * <p>Method references fit, as in {@code words.toMap(String::length, w -> 1, Integer::sum)}.
   *
   * @throws NullPointerException if a function returns null
   */
  default <K, V> Map<K, V> toMap(
      ThrowingFunction<? super T, ? extends K> key,
      ThrowingFunction<? super T, ? extends V> value,
      ThrowingBiFunction<? super V, ? super V, ? extends V> merge) {
    return TerminalOperators.toMap(this, key, value, merge);
  }

  /**
   * Returns the first value and ends the flow. A cancellation point.
   *
   * @throws java.util.NoSuchElementException if the flow ends without a value
   */
  default T first() {
    return ElementTerminals.first(this, value -> true);
  }

  /**
   * Returns the first value that satisfies {@code p} and ends the flow. {@code p} runs in the
   * collector. A cancellation point.
   *
   * @throws java.util.NoSuchElementException if no value satisfies {@code p}
   */
  default T first(ThrowingPredicate<? super T> p) {
    return ElementTerminals.first(this, p);
  }

  /**
   * Returns the first value and ends the flow, or returns empty if there is no value. A
   * cancellation point.
   */
  default Optional<T> firstOrEmpty() {
    return ElementTerminals.find(this, value -> true);
  }

  /**
   * Returns the first value that satisfies {@code p} and ends the flow, or returns empty if there
   * is no such value. {@code p} runs in the collector. A cancellation point.
   */
  default Optional<T> firstOrEmpty(ThrowingPredicate<? super T> p) {
    return ElementTerminals.find(this, p);
  }

  /**
   * Returns the last value. A cancellation point.
   *
   * @throws java.util.NoSuchElementException if the flow ends without a value
   */
  default T last() {
    return ElementTerminals.last(this);
  }

  /**
   * Returns the last value that satisfies {@code p}. {@code p} runs in the collector. A
   * cancellation point.
   *
   * @throws java.util.NoSuchElementException if no value satisfies {@code p}
   */
  default T last(ThrowingPredicate<? super T> p) {
    return ElementTerminals.last(this, p);
  }

  /** Returns the last value, or empty if there is none. A cancellation point. */
  default Optional<T> lastOrEmpty() {
    return ElementTerminals.lastOrEmpty(this);
  }

  /**
   * Returns the last value that satisfies {@code p}, or empty if there is none. {@code p} runs in
   * the collector. A cancellation point.
   */
  default Optional<T> lastOrEmpty(ThrowingPredicate<? super T> p) {
    return ElementTerminals.lastOrEmpty(filter(p));
  }

  /**
   * Returns the only value. A cancellation point.
   *
   * @throws java.util.NoSuchElementException if the flow ends without a value
   * @throws IllegalStateException if there is a second value, which ends the flow
   */
  default T single() {
    return ElementTerminals.single(this);
  }

  /**
   * Returns the only value that satisfies {@code p}. {@code p} runs in the collector. A
   * cancellation point.
   *
   * @throws java.util.NoSuchElementException if no value satisfies {@code p}
   * @throws IllegalStateException if a second value does, which ends the flow
   */
  default T single(ThrowingPredicate<? super T> p) {
    return ElementTerminals.single(this, p);
  }

  /**
   * Returns the only value. Returns empty if there is none, or if there is a second value, which
   * ends the flow: the rule of Kotlin. A cancellation point.
   */
  default Optional<T> singleOrEmpty() {
    return ElementTerminals.singleOrEmpty(this);
  }

  /**
   * Returns the only value that satisfies {@code p}. Returns empty if no value does, or if a second
   * one does, which ends the flow. {@code p} runs in the collector. A cancellation point.
   */
  default Optional<T> singleOrEmpty(ThrowingPredicate<? super T> p) {
    return ElementTerminals.singleOrEmpty(filter(p));
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
   * Returns the number of values that satisfy {@code p}. {@code p} runs in the collector. A
   * cancellation point.
   */
  default long count(ThrowingPredicate<? super T> p) {
    return TerminalOperators.count(filter(p));
  }

  /**
   * Returns whether a value satisfies {@code p}. The first such value ends the flow. {@code p} runs
   * in the collector. A cancellation point.
   */
  default boolean any(ThrowingPredicate<? super T> p) {
    return ElementTerminals.find(this, p).isPresent();
  }

  /**
   * Returns whether all values satisfy {@code p}. The first value that does not ends the flow.
   * {@code p} runs in the collector. A cancellation point.
   */
  default boolean all(ThrowingPredicate<? super T> p) {
    Objects.requireNonNull(p, "p");
    return ElementTerminals.find(this, (T value) -> !p.test(value)).isEmpty();
  }

  /**
   * Returns whether no value satisfies {@code p}. The first value that does ends the flow. {@code
   * p} runs in the collector. A cancellation point.
   */
  default boolean none(ThrowingPredicate<? super T> p) {
    return ElementTerminals.find(this, p).isEmpty();
  }

  /**
   * Starts a task in {@code scope} that collects the flow and drops its values. Cancelling the task
   * ends the collection. Returns immediately, without waiting.
   */
  default Task<@Nullable Void> launchIn(TaskScope scope) {
    return Sharing.launchIn(this, scope);
  }

  /**
   * Starts a task in {@code scope} that collects the flow, up to 64 values ahead, and returns the
   * channel of the values. The channel is closed when the flow has ended, with the failure that
   * ended it, if any. Cancelling the channel cancels the collection. Returns immediately.
   */
  default ReceiveChannel<T> produceIn(TaskScope scope) {
    return Sharing.produceIn(this, scope);
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
    return Sharing.shareIn(this, scope, SharingStarted.lazily(), replay);
  }

  /**
   * Returns a hot flow that shares one collection of this flow among all its collectors, as {@link
   * #shareIn(TaskScope, int)} does. {@code started} decides when the collection starts and stops.
   *
   * @throws IllegalArgumentException if {@code replay} is negative
   */
  default SharedFlow<T> shareIn(TaskScope scope, SharingStarted started, int replay) {
    return Sharing.shareIn(this, scope, started, replay);
  }

  /**
   * Returns a hot flow that holds the newest value of this flow, and {@code initial} before there
   * is one. A daemon task of {@code scope} collects this flow from now on. It is cancelled when the
   * ordinary tasks and the block of {@code scope} have ended. Returns immediately, without waiting.
   * A failure of this flow is a failure of the task, and so of {@code scope}.
   */
  default StateFlow<T> stateIn(TaskScope scope, T initial) {
    return Sharing.stateIn(this, scope, SharingStarted.eagerly(), initial);
  }

  /**
   * Returns a hot flow that holds the newest value of this flow, as {@link #stateIn(TaskScope,
   * Object)} does. {@code started} decides when the collection starts and stops.
   */
  default StateFlow<T> stateIn(TaskScope scope, SharingStarted started, T initial) {
    return Sharing.stateIn(this, scope, started, initial);
  }

  /**
   * Waits for the first value of this flow, and returns a hot flow that holds the newest value. A
   * daemon task of {@code scope} collects this flow, as with {@link #stateIn(TaskScope, Object)}. A
   * cancellation point: if the caller is cancelled, that task is cancelled too.
   *
   * <p>A failure of this flow before its first value is thrown here, and is no failure of {@code
   * scope}.
   *
   * @throws java.util.NoSuchElementException if the flow ends without a value
   * @throws IllegalStateException on a thread that must not wait
   */
  default StateFlow<T> stateIn(TaskScope scope) {
    return Sharing.stateIn(this, scope);
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
