package org.coroutines4j.internal.flow;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.jspecify.annotations.Nullable;

/**
 * A flow of the results of {@code fn} for the values of {@code upstream}; results that are null are
 * dropped. The steps that {@code steps} creates do the same as {@code fn}. {@code length} is the
 * number of consecutive flows of this type up to this one.
 */
record FusedFlow(
    Flow<Object> upstream,
    ThrowingFunction<Object, @Nullable Object> fn,
    DirectOperators.Steps steps,
    int length)
    implements PullableFlow {
  /** The longest chain of steps that call each other. A longer chain could overflow the stack. */
  private static final int MAX_NESTED = 200;

  FusedFlow(
      Flow<Object> upstream,
      ThrowingFunction<Object, @Nullable Object> fn,
      DirectOperators.Steps steps) {
    this(upstream, fn, steps, upstream instanceof FusedFlow before ? before.length + 1 : 1);
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> downstream, Continuation<? super Unit> k) {
    if (length > MAX_NESTED) {
      return collectInLoop(downstream, k);
    }
    FlowCollector<? super Object> collector = downstream;
    Flow<Object> flow = this;
    while (flow instanceof FusedFlow each) {
      collector =
          collector instanceof DirectCollector next
              ? before(next, each.steps, each.fn)
              : new Suspending(collector, each.fn);
      flow = each.upstream;
    }
    return flow.collect(collector, k);
  }

  /** Collects a chain that is too long for nested steps: one step calls all functions in a loop. */
  private @Nullable Object collectInLoop(
      FlowCollector<? super Object> downstream, Continuation<? super Unit> k) {
    ThrowingFunction<Object, @Nullable Object> all = all();
    return source()
        .collect(
            downstream instanceof DirectCollector next
                ? before(next, DirectOperators.steps(all), all)
                : new Suspending(downstream, all),
            k);
  }

  private static DirectCollector before(
      DirectCollector next,
      DirectOperators.Steps steps,
      ThrowingFunction<Object, @Nullable Object> fn) {
    Step step = steps.before(next);
    return next.maySuspend() ? new Both(step, new Suspending(next, fn)) : step;
  }

  /** Returns the flow upstream of the chain. */
  private Flow<Object> source() {
    Flow<Object> flow = this;
    while (flow instanceof FusedFlow each) {
      flow = each.upstream;
    }
    return flow;
  }

  /** Returns a function that calls all functions of the chain in a loop. */
  private ThrowingFunction<Object, @Nullable Object> all() {
    ThrowingFunction<Object, @Nullable Object>[] functions = newFunctions(length);
    Flow<Object> flow = this;
    for (int i = length - 1; flow instanceof FusedFlow each; i--) {
      functions[i] = each.fn;
      flow = each.upstream;
    }
    return value -> applyAll(functions, value);
  }

  @Override
  public @Nullable Puller puller(int depth) {
    Puller puller = PullableFlow.pullerOf(source(), depth);
    return puller == null ? null : new FusedPuller(puller, length == 1 ? fn : all());
  }

  private static final class FusedPuller extends Puller {
    private final Puller upstream;
    private final ThrowingFunction<Object, @Nullable Object> fn;

    FusedPuller(Puller upstream, ThrowingFunction<Object, @Nullable Object> fn) {
      this.upstream = upstream;
      this.fn = fn;
    }

    @Override
    @Nullable Object next(CoroutineThread body) throws Exception {
      Object value = upstream.next(body);
      while (value != null) {
        Object result = fn.apply(value);
        if (result != null) {
          return result;
        }
        body.endStep(); // an endless flow may have no value that passes
        body.checkpoint();
        value = upstream.next(body);
      }
      return null;
    }

    @Override
    Flow<Object> rest() {
      return new FusedFlow(upstream.rest(), fn, DirectOperators.steps(fn));
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types
  private static ThrowingFunction<Object, @Nullable Object>[] newFunctions(int length) {
    return new ThrowingFunction[length];
  }

  private static @Nullable Object applyAll(
      ThrowingFunction<Object, @Nullable Object>[] functions, Object value) throws Exception {
    Object result = value;
    for (int i = 0; i < functions.length && result != null; i++) {
      result = functions[i].apply(result);
    }
    return result;
  }

  /** The step before a collector that suspends for a flow that does so, and else waits. */
  private record Both(Step direct, Suspending suspending) implements DirectCollector {
    @Override
    public void accept(Object value) {
      direct.accept(value);
    }

    @Override
    public @Nullable Object emit(Object value, Continuation<? super Unit> k) {
      return suspending.emit(value, k);
    }

    @Override
    public boolean maySuspend() {
      return true;
    }
  }

  /** The step before a collector that may suspend, such as one of Kotlin. */
  private record Suspending(
      FlowCollector<? super Object> downstream,
      ThrowingFunction<Object, @Nullable Object> fn,
      CoroutineThreadCache threadCheck)
      implements FlowCollector<Object> {
    Suspending(
        FlowCollector<? super Object> downstream, ThrowingFunction<Object, @Nullable Object> fn) {
      this(downstream, fn, new CoroutineThreadCache());
    }

    @Override
    public @Nullable Object emit(Object value, Continuation<? super Unit> k) {
      CoroutineThread body = threadCheck.current();
      Object result =
          LambdaAdapters.mayCall(body)
              ? apply(value, body, k)
              : LambdaAdapters.<@Nullable Object>inBodyOfItsOwn(k, () -> fn.apply(value));
      return result == null ? Unit.INSTANCE : downstream.emit(result, k);
    }

    private @Nullable Object apply(
        Object value, @Nullable CoroutineThread body, Continuation<? super Unit> k) {
      JobFrame enclosing = body == null ? null : body.beginCallback(k.getContext());
      try {
        return fn.apply(value);
      } catch (Throwable t) {
        throw FlowInterop.thrown(t);
      } finally {
        if (body != null) {
          body.endCallback(enclosing);
        }
      }
    }
  }
}
