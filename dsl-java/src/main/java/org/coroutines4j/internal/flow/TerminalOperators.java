package org.coroutines4j.internal.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiConsumer;
import java.util.stream.Collector;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;

/** Terminal operations, which run a flow. */
@SuppressWarnings("unchecked") // a flow emits its own values
public final class TerminalOperators {
  private TerminalOperators() {}

  public static <T> void collect(AsyncFlow<T> flow, ThrowingConsumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    FlowInterop.collect(flow, new Accumulator.ForEach((ThrowingConsumer<Object>) action));
  }

  public static <T, R, A> R collect(AsyncFlow<T> flow, Collector<? super T, A, R> collector) {
    Objects.requireNonNull(collector, "collector");
    return CoroutineThreads.<R>call(
        body -> {
          A container = LambdaAdapters.call(() -> collector.supplier().get());
          var accumulator = (BiConsumer<Object, Object>) (Object) collector.accumulator();
          FlowInterop.collect(flow, new Accumulator.IntoContainer(container, accumulator));
          return LambdaAdapters.call(() -> collector.finisher().apply(container));
        });
  }

  public static <T> List<T> toList(AsyncFlow<T> flow) {
    List<T> list = new ArrayList<>();
    FlowInterop.collect(flow, new Accumulator.Into((List<Object>) list));
    return Collections.unmodifiableList(list);
  }

  public static <T> Set<T> toSet(AsyncFlow<T> flow) {
    Set<T> set = new LinkedHashSet<>();
    FlowInterop.collect(flow, new Accumulator.Into((Set<Object>) set));
    return Collections.unmodifiableSet(set);
  }

  public static <T, K, V> Map<K, V> toMap(
      AsyncFlow<T> flow,
      ThrowingFunction<? super T, ? extends K> key,
      ThrowingFunction<? super T, ? extends V> value) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Map<K, V> map = new LinkedHashMap<>();
    FlowInterop.collect(
        flow,
        new Accumulator.IntoMap(
            (Map<Object, Object>) map,
            (ThrowingFunction<Object, Object>) key,
            (ThrowingFunction<Object, Object>) value));
    return Collections.unmodifiableMap(map);
  }

  public static <T> T first(AsyncFlow<T> flow, ThrowingPredicate<? super T> p) {
    return find(flow, p)
        .orElseThrow(() -> new NoSuchElementException("the flow has no such value"));
  }

  public static <T> Optional<T> find(AsyncFlow<T> flow, ThrowingPredicate<? super T> p) {
    Flow<Object> kotlin = FlowInterop.kotlin(flow);
    var predicate = LambdaAdapters.predicate(p);
    return CoroutineThreads.call(
        body ->
            Optional.ofNullable(
                (T) FlowInterop.collecting(body, k -> FlowKt.firstOrNull(kotlin, predicate, k))));
  }

  public static <T> T last(AsyncFlow<T> flow) {
    return reduce(flow, (T before, T value) -> value);
  }

  public static <T> T single(AsyncFlow<T> flow) {
    return reduce(
        flow,
        (T first, T second) -> {
          throw new IllegalStateException(
              "the flow has more than one value: " + first + ", " + second);
        });
  }

  public static <T> T reduce(
      AsyncFlow<T> flow, ThrowingBiFunction<? super T, ? super T, ? extends T> fn) {
    Objects.requireNonNull(fn, "fn");
    var reduce = new Accumulator.Reduce((ThrowingBiFunction<Object, Object, Object>) fn);
    FlowInterop.collect(flow, reduce);
    return (T) reduce.result();
  }

  public static <T, A> A fold(
      AsyncFlow<T> flow, A initial, ThrowingBiFunction<? super A, ? super T, ? extends A> fn) {
    Objects.requireNonNull(initial, "initial");
    Objects.requireNonNull(fn, "fn");
    var fold = new Accumulator.Fold(initial, (ThrowingBiFunction<Object, Object, Object>) fn);
    FlowInterop.collect(flow, fold);
    return (A) fold.result();
  }

  public static long count(AsyncFlow<?> flow) {
    Accumulator.Count count = new Accumulator.Count();
    FlowInterop.collect(flow, count);
    return count.count();
  }

  public static <T> Stream<T> stream(AsyncFlow<T> flow) {
    AsyncIterator<T> iterator = flow.iterator();
    Spliterator<T> values =
        Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(values, false).onClose(iterator::close);
  }
}
