package org.coroutines4j.internal.flow;

import java.util.Objects;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.flow.internal.FusibleFlow;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.context.InternalDispatcher;
import org.coroutines4j.internal.scope.ScopeBlockImpl;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** Operators that run coroutines or tasks of their own. */
public final class ConcurrentOperators {
  private static final ScopeBlockImpl MAP = ScopeBlockImpl.TASK_SCOPE.named("mapConcurrent");
  private static final ScopeBlockImpl MAP_UNORDERED =
      ScopeBlockImpl.TASK_SCOPE.named("mapConcurrentUnordered");

  /** The value of {@code Channel.BUFFERED}, by which kotlinx asks for its default capacity. */
  private static final int DEFAULT_BUFFER = kotlinx.coroutines.channels.Channel.BUFFERED;

  private ConcurrentOperators() {}

  /** Adds the default buffer, which a {@code buffer(n)} downstream replaces. */
  public static <T> AsyncFlow<T> buffer(AsyncFlow<T> flow) {
    return flow instanceof BufferedFlow<T> buffered
        ? buffered.with(buffered.buffering().withDefault())
        : buffered(flow, DEFAULT_BUFFER, Buffering.STANDARD_CAPACITY);
  }

  public static <T> AsyncFlow<T> buffer(AsyncFlow<T> flow, int n, Overflow onOverflow) {
    Preconditions.atLeast(0, n, "n");
    if (Objects.requireNonNull(onOverflow, "onOverflow") == Overflow.SUSPEND) {
      return buffer(flow, n);
    }
    return flow instanceof BufferedFlow<T> buffered
        ? buffered.with(buffered.buffering().dropping(n, onOverflow))
        : FlowInterop.concurrent(
            FlowKt.buffer(FlowInterop.fusible(flow), n, BufferOverflow.valueOf(onOverflow.name())));
  }

  public static <T> AsyncFlow<T> buffer(AsyncFlow<T> flow, int n) {
    Preconditions.atLeast(0, n, "n");
    if (flow instanceof BufferedFlow<T> buffered) {
      return buffered.with(buffered.buffering().plus(n));
    }
    return buffered(flow, n, n);
  }

  /** Asks kotlinx for a buffer of {@code capacity}, which holds {@code n} values. */
  private static <T> AsyncFlow<T> buffered(AsyncFlow<T> flow, int capacity, int n) {
    Flow<Object> upstream = FlowInterop.fusible(flow);
    Flow<Object> buffered = FlowKt.buffer(upstream, capacity, BufferOverflow.SUSPEND);
    boolean fuses = upstream instanceof FusibleFlow; // kotlinx merges the buffer into it
    return fuses || n == 0 || n > RingHandOver.MAX_AHEAD
        ? FlowInterop.concurrent(buffered)
        : new RunAheadFlow<>(FlowInterop.entering(buffered), FlowInterop.kotlin(flow), n);
  }

  public static <T> AsyncFlow<T> conflate(AsyncFlow<T> flow) {
    return flow instanceof BufferedFlow<T> buffered
        ? buffered.with(buffered.buffering().conflated())
        : FlowInterop.concurrent(FlowKt.conflate(FlowInterop.fusible(flow)));
  }

  public static <T> AsyncFlow<T> flowOn(AsyncFlow<T> flow, Dispatcher dispatcher) {
    ScopeDispatcher target = InternalDispatcher.of(Objects.requireNonNull(dispatcher, "d"));
    if (target.isForeignThread()) {
      throw new IllegalArgumentException(
          "a flow must be able to wait, but the threads of "
              + dispatcher
              + " belong to an executor and must not wait. Use Dispatchers.virtual(), io() or"
              + " cpu()");
    }
    return flow instanceof BufferedFlow<T> buffered
        ? buffered.with(buffered.buffering().on(dispatcher))
        : FlowInterop.concurrent(FlowKt.flowOn(FlowInterop.fusible(flow), target));
  }

  public static <T> AsyncFlow<T> flowOn(AsyncFlow<T> flow, String name) {
    Objects.requireNonNull(name, "name");
    BufferedFlow<T> buffered =
        flow instanceof BufferedFlow<T> already && already.hasTask()
            ? already
            : inTaskOfItsOwn(flow);
    return buffered.with(buffered.buffering().named(name));
  }

  /** Collects {@code flow} in a task without a buffer, so that a buffer upstream keeps its size. */
  private static <T> BufferedFlow<T> inTaskOfItsOwn(AsyncFlow<T> flow) {
    BufferedFlow<T> sending =
        BufferedFlow.of(
            buffering ->
                FlowInterop.kotlin(
                    ConcurrentOperators.<T>sending(
                        buffering, (operator, out) -> flow.collect(out::send))));
    return sending.with(Buffering.NONE);
  }

  public static <T, R> AsyncFlow<R> flatMapMerge(
      AsyncFlow<T> flow,
      int concurrency,
      ThrowingFunction<? super T, ? extends AsyncFlow<? extends R>> fn) {
    Preconditions.atLeast(1, concurrency, "concurrency");
    Objects.requireNonNull(fn, "fn");
    return concurrency == 1
        ? CombiningOperators.flatMapConcat(flow, fn)
        : FlowInterop.concurrent(
            FlowKt.flattenMerge(
                FlowKt.map(
                    FlowInterop.kotlin(flow),
                    (value, k) -> new ChildFlow(CombiningOperators.flowOf(fn, value, k))),
                concurrency));
  }

  public static <T, R> AsyncFlow<R> mapConcurrent(
      AsyncFlow<T> flow, int n, ThrowingFunction<? super T, ? extends R> fn) {
    return mapByWorkers(flow, n, true, fn);
  }

  public static <T, R> AsyncFlow<R> mapConcurrentUnordered(
      AsyncFlow<T> flow, int n, ThrowingFunction<? super T, ? extends R> fn) {
    return mapByWorkers(flow, n, false, fn);
  }

  private static <T, R> AsyncFlow<R> mapByWorkers(
      AsyncFlow<T> flow, int n, boolean ordered, ThrowingFunction<? super T, ? extends R> fn) {
    Objects.requireNonNull(fn, "fn");
    Preconditions.atLeast(1, n, "n");
    return AsyncFlow.generate(
        out ->
            OperatorScope.run(
                ordered ? MAP : MAP_UNORDERED,
                operator -> {
                  FlowWorkers<T, R> workers =
                      new FlowWorkers<>(operator, n, fn, new ResultWindow(ordered));
                  operator.launch(() -> workers.addAll(flow));
                  workers.emitAll(out);
                }));
  }

  /** Returns a flow of the values that {@code body} and its tasks send. */
  static <R> AsyncFlow<R> sending(ThrowingBiConsumer<OperatorScope, Channel<R>> body) {
    return BufferedFlow.of(buffering -> FlowInterop.kotlin(sending(buffering, body)));
  }

  private static <R> AsyncFlow<R> sending(
      Buffering buffering, ThrowingBiConsumer<OperatorScope, Channel<R>> body) {
    return AsyncFlow.generate(
        out ->
            OperatorScope.run(
                operator -> {
                  Channel<R> results = buffering.channel();
                  Task<?> unused =
                      operator
                          .on(buffering.dispatcher())
                          .named(buffering.name())
                          .launch(
                              () -> {
                                operator.runInside(nested -> body.accept(nested, results));
                                results.close();
                              });
                  for (R result : results) {
                    GeneratorFlow.handOn(result, out);
                  }
                }));
  }
}
