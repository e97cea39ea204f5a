package org.coroutines4j.internal.flow;

import java.util.Objects;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Operators that call one lambda for each value and pass its result downstream immediately.
 *
 * <p>The operators of kotlinx are inlined into the Kotlin code that calls them. Called from Java
 * they allocate an object for each value and operator, since they expect the lambda to suspend,
 * which a Java lambda never does.
 *
 * <p>Each operator has a {@link Step#accept} of its own, although these look alike. The JIT
 * compiler inlines by the types it has seen at a call site, and a call site shared by all operators
 * sees all lambdas.
 */
@SuppressWarnings("unchecked") // lambdas get only what the flow emits
public final class DirectOperators {
  private DirectOperators() {}

  public static <R> AsyncFlow<R> map(AsyncFlow<?> flow, ThrowingFunction<?, ?> fn) {
    var f = (ThrowingFunction<Object, @Nullable Object>) Objects.requireNonNull(fn, "fn");
    return each(
        flow,
        value -> LambdaAdapters.nonNull(f.apply(value)),
        next ->
            new Step() {
              @Override
              public void accept(Object value) {
                Object result;
                try {
                  result = LambdaAdapters.nonNull(f.apply(value));
                } catch (Throwable t) {
                  throw FlowInterop.thrown(t);
                }
                next.accept(result);
              }
            });
  }

  public static <R> AsyncFlow<R> mapNotNull(AsyncFlow<?> flow, ThrowingFunction<?, ?> fn) {
    var f = (ThrowingFunction<Object, @Nullable Object>) Objects.requireNonNull(fn, "fn");
    return each(flow, f, steps(f));
  }

  static Steps steps(ThrowingFunction<Object, @Nullable Object> f) {
    return next ->
        new Step() {
          @Override
          public void accept(Object value) {
            Object result;
            try {
              result = f.apply(value);
            } catch (Throwable t) {
              throw FlowInterop.thrown(t);
            }
            if (result != null) {
              next.accept(result);
            }
          }
        };
  }

  public static <T> AsyncFlow<T> filter(AsyncFlow<T> flow, ThrowingPredicate<? super T> p) {
    var predicate = (ThrowingPredicate<Object>) Objects.requireNonNull(p, "p");
    return each(
        flow,
        value -> predicate.test(value) ? value : null,
        next ->
            new Step() {
              @Override
              public void accept(Object value) {
                boolean passes;
                try {
                  passes = predicate.test(value);
                } catch (Throwable t) {
                  throw FlowInterop.thrown(t);
                }
                if (passes) {
                  next.accept(value);
                }
              }
            });
  }

  public static <R> AsyncFlow<R> filterIsInstance(AsyncFlow<?> flow, Class<R> type) {
    if (Objects.requireNonNull(type, "type").isPrimitive()) {
      throw new IllegalArgumentException(
          "type must be a class or an interface, but is the primitive type "
              + type
              + ", of which no value is an instance. Use its wrapper, such as Integer.class");
    }
    return FlowInterop.of(FlowInterop.kotlin(filter(flow, type::isInstance)));
  }

  public static <T> AsyncFlow<T> onEach(AsyncFlow<T> flow, ThrowingConsumer<?> action) {
    var a = (ThrowingConsumer<Object>) Objects.requireNonNull(action, "action");
    return each(
        flow,
        value -> {
          a.accept(value);
          return value;
        },
        next ->
            new Step() {
              @Override
              public void accept(Object value) {
                try {
                  a.accept(value);
                } catch (Throwable t) {
                  throw FlowInterop.thrown(t);
                }
                next.accept(value);
              }
            });
  }

  /** Creates the step of an operator before a collector that does not suspend. */
  interface Steps {
    Step before(DirectCollector next);
  }

  /**
   * Returns a flow of the results of {@code fn} that are not null. {@code steps} must create steps
   * that do the same as {@code fn}.
   */
  private static <R> AsyncFlow<R> each(
      AsyncFlow<?> flow, ThrowingFunction<Object, @Nullable Object> fn, Steps steps) {
    return FlowInterop.of(new FusedFlow(FlowInterop.kotlin(flow), fn, steps));
  }
}
