package org.coroutines4j.flow;

import java.util.Objects;
import kotlin.Unit;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Operators that call a lambda for each value, and hand on at once what comes of it. Kotlin
 * compiles its own into the code that calls them; called from Java they make an object for each
 * value and operator, since they expect the lambda to suspend, which one in Java never does.
 *
 * <p>Each has code of its own down to the call of the lambda: the JIT compiler inlines by what it
 * has seen at a place, and has seen all lambdas at one that all operators share.
 */
@SuppressWarnings("unchecked") // a flow hands its lambdas what it has emitted
final class Each {
  private Each() {}

  static <R> AsyncFlow<R> map(AsyncFlow<?> flow, ThrowingFunction<?, ?> fn) {
    var f = (ThrowingFunction<Object, @Nullable Object>) Objects.requireNonNull(fn, "fn");
    Flow<Object> upstream = Flows.kotlin(flow);
    Flow<Object> mapped =
        (downstream, k) -> {
          Here here = new Here();
          return upstream.collect(
              (value, emitting) -> {
                Object result;
                if (here.hasBody()) {
                  try {
                    result = f.apply(value);
                  } catch (Throwable t) {
                    throw Flows.thrown(t);
                  }
                } else {
                  result = Lambdas.inBodyOfItsOwn(emitting, () -> f.apply(value));
                }
                return downstream.emit(Lambdas.nonNull(result), emitting);
              },
              k);
        };
    return Flows.of(mapped);
  }

  static <R> AsyncFlow<R> mapNotNull(AsyncFlow<?> flow, ThrowingFunction<?, ?> fn) {
    var f = (ThrowingFunction<Object, @Nullable Object>) Objects.requireNonNull(fn, "fn");
    Flow<Object> upstream = Flows.kotlin(flow);
    Flow<Object> mapped =
        (downstream, k) -> {
          Here here = new Here();
          return upstream.collect(
              (value, emitting) -> {
                Object result;
                if (here.hasBody()) {
                  try {
                    result = f.apply(value);
                  } catch (Throwable t) {
                    throw Flows.thrown(t);
                  }
                } else {
                  result = Lambdas.inBodyOfItsOwn(emitting, () -> f.apply(value));
                }
                return result == null ? Unit.INSTANCE : downstream.emit(result, emitting);
              },
              k);
        };
    return Flows.of(mapped);
  }

  static <T> AsyncFlow<T> filter(AsyncFlow<T> flow, ThrowingPredicate<? super T> p) {
    var predicate = (ThrowingPredicate<Object>) Objects.requireNonNull(p, "p");
    Flow<Object> upstream = Flows.kotlin(flow);
    Flow<Object> filtered =
        (downstream, k) -> {
          Here here = new Here();
          return upstream.collect(
              (value, emitting) -> {
                boolean passes;
                if (here.hasBody()) {
                  try {
                    passes = predicate.test(value);
                  } catch (Throwable t) {
                    throw Flows.thrown(t);
                  }
                } else {
                  passes = Lambdas.inBodyOfItsOwn(emitting, () -> predicate.test(value));
                }
                return passes ? downstream.emit(value, emitting) : Unit.INSTANCE;
              },
              k);
        };
    return Flows.of(filtered);
  }

  static <T> AsyncFlow<T> onEach(AsyncFlow<T> flow, ThrowingConsumer<?> action) {
    var a = (ThrowingConsumer<Object>) Objects.requireNonNull(action, "action");
    Flow<Object> upstream = Flows.kotlin(flow);
    Flow<Object> told =
        (downstream, k) -> {
          Here here = new Here();
          return upstream.collect(
              (value, emitting) -> {
                if (here.hasBody()) {
                  try {
                    a.accept(value);
                  } catch (Throwable t) {
                    throw Flows.thrown(t);
                  }
                } else {
                  Object unused =
                      Lambdas.<@Nullable Object>inBodyOfItsOwn(
                          emitting,
                          () -> {
                            a.accept(value);
                            return null;
                          });
                }
                return downstream.emit(value, emitting);
              },
              k);
        };
    return Flows.of(told);
  }
}
