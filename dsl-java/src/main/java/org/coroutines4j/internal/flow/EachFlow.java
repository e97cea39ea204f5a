package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.function.ThrowingFunction;
import org.jspecify.annotations.Nullable;

/**
 * A flow that hands on what {@code fn} makes of each value of {@code upstream}, or nothing if that
 * is null; {@code steps} do the same, and {@code length} of them follow each other.
 */
record EachFlow(
    Flow<Object> upstream,
    ThrowingFunction<Object, @Nullable Object> fn,
    DirectOperators.Steps steps,
    int length)
    implements Flow<Object> {
  /** In a longer chain a step that calls the next one could need more stack than there is. */
  private static final int MOST_NESTED = 200;

  EachFlow(
      Flow<Object> upstream,
      ThrowingFunction<Object, @Nullable Object> fn,
      DirectOperators.Steps steps) {
    this(upstream, fn, steps, upstream instanceof EachFlow before ? before.length + 1 : 1);
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> downstream, Continuation<? super Unit> k) {
    if (length > MOST_NESTED) {
      return inARow(downstream, k);
    }
    FlowCollector<? super Object> collector = downstream;
    Flow<Object> flow = this;
    while (flow instanceof EachFlow each) {
      collector =
          collector instanceof DirectCollector next
              ? each.steps.before(next)
              : new Suspending(collector, each.fn);
      flow = each.upstream;
    }
    return flow.collect(collector, k);
  }

  private @Nullable Object inARow(
      FlowCollector<? super Object> downstream, Continuation<? super Unit> k) {
    ThrowingFunction<Object, @Nullable Object>[] row = newRow(length);
    Flow<Object> flow = this;
    for (int i = length - 1; flow instanceof EachFlow each; i--) {
      row[i] = each.fn;
      flow = each.upstream;
    }
    ThrowingFunction<Object, @Nullable Object> all = value -> throughAll(row, value);
    return flow.collect(
        downstream instanceof DirectCollector next
            ? DirectOperators.steps(all).before(next)
            : new Suspending(downstream, all),
        k);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of such
  private static ThrowingFunction<Object, @Nullable Object>[] newRow(int length) {
    return new ThrowingFunction[length];
  }

  private static @Nullable Object throughAll(
      ThrowingFunction<Object, @Nullable Object>[] row, Object value) throws Exception {
    Object result = value;
    for (int i = 0; i < row.length && result != null; i++) {
      result = row[i].apply(result);
    }
    return result;
  }

  /** Before a collector that may suspend, one of Kotlin. */
  private record Suspending(
      FlowCollector<? super Object> downstream,
      ThrowingFunction<Object, @Nullable Object> fn,
      ThreadCheck here)
      implements FlowCollector<Object> {
    Suspending(
        FlowCollector<? super Object> downstream, ThrowingFunction<Object, @Nullable Object> fn) {
      this(downstream, fn, new ThreadCheck());
    }

    @Override
    public @Nullable Object emit(Object value, Continuation<? super Unit> k) {
      Object result;
      if (here.hasBody()) {
        try {
          result = fn.apply(value);
        } catch (Throwable t) {
          throw FlowInterop.thrown(t);
        }
      } else {
        result = UserFunctions.<@Nullable Object>inBodyOfItsOwn(k, () -> fn.apply(value));
      }
      return result == null ? Unit.INSTANCE : downstream.emit(result, k);
    }
  }
}
