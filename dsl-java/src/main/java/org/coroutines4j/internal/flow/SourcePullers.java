package org.coroutines4j.internal.flow;

import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/** The pullers of sources that compute their values. */
final class SourcePullers {
  private SourcePullers() {}

  /** Returns a puller of the numbers from {@code first} to {@code last}, both inclusive. */
  static Puller range(int first, int last) {
    return new Puller() {
      private long at = first; // an int could overflow

      @Override
      @Nullable Object next(CoroutineThread body) {
        return at <= last ? (Object) (int) at++ : null;
      }
    };
  }

  static Puller iterable(Iterable<?> items) {
    return new Puller() {
      private @Nullable Iterator<?> iterator;

      @Override
      @Nullable Object next(CoroutineThread body) {
        Iterator<?> rest = iterator;
        if (rest == null) {
          rest = items.iterator();
          iterator = rest;
        }
        return rest.hasNext() ? Objects.requireNonNull(rest.next(), "value") : null;
      }
    };
  }

  static Puller iterate(Object seed, ThrowingFunction<Object, ?> fn) {
    return new Puller() {
      private @Nullable Object last;

      @Override
      Object next(CoroutineThread body) throws Exception {
        Object value = last == null ? seed : LambdaAdapters.nonNull(fn.apply(last));
        last = value;
        return value;
      }
    };
  }

  /** Returns a puller of the results of {@code next}, of which null ends the flow. */
  static Puller computed(Callable<?> next) {
    return new Puller() {
      @Override
      @Nullable Object next(CoroutineThread body) throws Exception {
        return next.call();
      }
    };
  }
}
