package org.coroutines4j.internal.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collector;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

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
    return intoMap(flow, key, value, null);
  }

  public static <T, K, V> Map<K, V> toMap(
      AsyncFlow<T> flow,
      ThrowingFunction<? super T, ? extends K> key,
      ThrowingFunction<? super T, ? extends V> value,
      ThrowingBiFunction<? super V, ? super V, ? extends V> merge) {
    return intoMap(flow, key, value, Objects.requireNonNull(merge, "merge"));
  }

  private static <T, K, V> Map<K, V> intoMap(
      AsyncFlow<T> flow,
      ThrowingFunction<? super T, ? extends K> key,
      ThrowingFunction<? super T, ? extends V> value,
      @Nullable ThrowingBiFunction<? super V, ? super V, ? extends V> merge) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Map<K, V> map = new LinkedHashMap<>();
    FlowInterop.collect(
        flow,
        new Accumulator.IntoMap(
            (Map<Object, Object>) map,
            (ThrowingFunction<Object, Object>) key,
            (ThrowingFunction<Object, Object>) value,
            (ThrowingBiFunction<Object, Object, Object>) merge));
    return Collections.unmodifiableMap(map);
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

  public static <T> void collectIndexed(
      AsyncFlow<T> flow, ThrowingBiConsumer<? super Integer, ? super T> action) {
    Objects.requireNonNull(action, "action");
    TransformOperators.withIndex(flow)
        .collect(indexed -> action.accept(indexed.index(), indexed.value()));
  }

  public static <T> void toChannel(AsyncFlow<T> flow, SendChannel<? super T> channel) {
    Objects.requireNonNull(channel, "channel");
    collect(flow, channel::send);
  }

  public static <T, A> A[] toArray(AsyncFlow<T> flow, IntFunction<A[]> generator) {
    Objects.requireNonNull(generator, "generator");
    return toList(flow).toArray(generator);
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
