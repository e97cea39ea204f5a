package org.coroutines4j.internal.flow;

import java.util.Collection;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.jspecify.annotations.Nullable;

/**
 * The collector of a terminal operation: processes each value, and may hold a result.
 *
 * <p>Each operation has a class of its own instead of a lambda, since the JIT compiler then inlines
 * the operation into the loop of the source, with fewer objects for the values.
 */
abstract class Accumulator implements DirectCollector {
  /** Processes {@code value}. An exception is one of the user's code. */
  abstract void add(Object value) throws Exception;

  @Override
  public final void accept(Object value) {
    try {
      add(value);
    } catch (Throwable t) {
      throw FlowInterop.thrown(t);
    }
  }

  static final class ForEach extends Accumulator {
    private final ThrowingConsumer<Object> action;

    ForEach(ThrowingConsumer<Object> action) {
      this.action = action;
    }

    @Override
    void add(Object value) throws Exception {
      action.accept(value);
    }
  }

  static final class Fold extends Accumulator {
    private final ThrowingBiFunction<Object, Object, Object> fn;
    private Object result;

    Fold(Object initial, ThrowingBiFunction<Object, Object, Object> fn) {
      this.result = initial;
      this.fn = fn;
    }

    @Override
    void add(Object value) throws Exception {
      result = fn.apply(result, value);
    }

    Object result() {
      return result;
    }
  }

  static final class Reduce extends Accumulator {
    private final ThrowingBiFunction<Object, Object, Object> fn;
    private @Nullable Object result;

    Reduce(ThrowingBiFunction<Object, Object, Object> fn) {
      this.fn = fn;
    }

    @Override
    void add(Object value) throws Exception {
      result = result == null ? value : LambdaAdapters.nonNull(fn.apply(result, value));
    }

    Object result() {
      if (result == null) {
        throw new NoSuchElementException("the flow has no value");
      }
      return result;
    }

    @Nullable Object resultOrNull() {
      return result;
    }
  }

  static final class Count extends Accumulator {
    private long count;

    @Override
    void add(Object value) {
      count++;
    }

    long count() {
      return count;
    }
  }

  static final class Into extends Accumulator {
    private final Collection<Object> values;

    Into(Collection<Object> values) {
      this.values = values;
    }

    @Override
    void add(Object value) {
      values.add(value);
    }
  }

  static final class IntoMap extends Accumulator {
    private final Map<Object, Object> map;
    private final ThrowingFunction<Object, Object> key;
    private final ThrowingFunction<Object, Object> value;

    /** Null if the newer value replaces the one before. */
    private final @Nullable ThrowingBiFunction<Object, Object, Object> merge;

    IntoMap(
        Map<Object, Object> map,
        ThrowingFunction<Object, Object> key,
        ThrowingFunction<Object, Object> value,
        @Nullable ThrowingBiFunction<Object, Object, Object> merge) {
      this.map = map;
      this.key = key;
      this.value = value;
      this.merge = merge;
    }

    @Override
    void add(Object item) throws Exception {
      Object k = Objects.requireNonNull(key.apply(item), "key returned null");
      Object newer = Objects.requireNonNull(value.apply(item), "value returned null");
      Object before = map.put(k, newer);
      if (before != null && merge != null) {
        map.put(k, LambdaAdapters.nonNull(merge.apply(before, newer)));
      }
    }
  }

  /** Passes the values to a {@link java.util.stream.Collector}. */
  static final class IntoContainer extends Accumulator {
    private final Object container;
    private final BiConsumer<Object, Object> accumulator;

    IntoContainer(Object container, BiConsumer<Object, Object> accumulator) {
      this.container = container;
      this.accumulator = accumulator;
    }

    @Override
    void add(Object value) {
      accumulator.accept(container, value);
    }
  }
}
