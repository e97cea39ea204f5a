package org.coroutines4j.internal.flow;

import java.util.Objects;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.internal.FusibleFlow;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.SuspendCall;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.coroutines4j.runtime.kotlinx.Meaning;
import org.jspecify.annotations.Nullable;

/** Converts between flows of this library and flows of kotlinx. */
public final class FlowInterop {
  /**
   * Initializes the class of {@link FlowCancellations} with this one. Initializing it during a
   * collection might overflow the stack, which would leave the class unusable.
   */
  private static final Meaning MEANING = FlowCancellations.OF_COLLECTOR;

  private FlowInterop() {}

  /**
   * Returns the flow of kotlinx behind {@code flow}. A user's own implementation of {@link
   * AsyncFlow} becomes a flow that iterates it.
   */
  public static Flow<Object> kotlin(AsyncFlow<?> flow) {
    Objects.requireNonNull(flow, "flow");
    return flow instanceof FlowAdapter<?> adapter
        ? adapter.kotlin()
        : new GeneratorFlow(out -> emitAll(flow, out));
  }

  /**
   * Returns the flow of kotlinx behind the hot flow {@code flow}.
   *
   * @throws IllegalArgumentException if {@code flow} is a user's own implementation
   */
  public static Flow<Object> hot(AsyncFlow<?> flow) {
    if (Objects.requireNonNull(flow, "flow") instanceof FlowAdapter<?> adapter) {
      return adapter.kotlin();
    }
    throw notOurs(flow);
  }

  /** Returns the exception for a {@code flow} that has no flow of kotlinx behind it. */
  static IllegalArgumentException notOurs(AsyncFlow<?> flow) {
    return new IllegalArgumentException(
        "not a hot flow of coroutines4j: "
            + flow
            + ". Convert other flows by toFlow (in Kotlin asFlow)");
  }

  private static void emitAll(AsyncFlow<?> flow, Emitter<Object> out) {
    try (AsyncIterator<?> iterator = flow.iterator()) {
      iterator.forEachRemaining(out::emit);
    }
  }

  @SuppressWarnings("unchecked") // values are objects
  static <T> AsyncFlow<T> of(Flow<?> flow) {
    return new FlowAdapter<>((Flow<Object>) flow);
  }

  /** Adapts a flow whose operator runs coroutines of its own and emits from them. */
  @SuppressWarnings("unchecked") // values are objects
  static <T> AsyncFlow<T> concurrent(Flow<?> flow) {
    return new FlowAdapter<>(new Entering((Flow<Object>) flow));
  }

  /**
   * Wraps a flow that is collected, or emits, in another coroutine than the one that the thread
   * runs.
   */
  static Flow<Object> entering(Flow<Object> flow) {
    return new Entering(flow);
  }

  /**
   * Returns the flow without the wrappers of this library, since operators of kotlinx fuse buffers
   * only with a flow they recognize.
   */
  static Flow<Object> fusible(AsyncFlow<?> flow) {
    Flow<Object> kotlin = kotlin(flow);
    if (kotlin instanceof FlattenedFlow joined && joined.isConcurrent()) {
      return joined.kotlin();
    }
    if (kotlin instanceof OfKotlin of && of.flow instanceof FusibleFlow<Object> fusible) {
      return fusible;
    }
    return kotlin instanceof Entering entering ? entering.flow : kotlin;
  }

  /** Returns a flow that calls {@code flow} for each collector, so that each has its own state. */
  static <T> AsyncFlow<T> fresh(Supplier<AsyncFlow<T>> flow) {
    return new FlowAdapter<>(new Fresh(() -> kotlin(flow.get())));
  }

  /**
   * Adapts a flow of Kotlin code. Exceptions that this code throws are translated like exceptions
   * of Java lambdas.
   */
  @SuppressWarnings("unchecked") // values are objects
  public static <T> AsyncFlow<T> ofKotlin(Flow<?> flow) {
    return of(new OfKotlin((Flow<Object>) flow));
  }

  /**
   * Collects {@code flow} with {@code collector}. Returns when the flow has ended. A cancellation
   * point.
   */
  static void collect(AsyncFlow<?> flow, DirectCollector collector) {
    Flow<Object> kotlin = kotlin(flow);
    CoroutineThreads.run(body -> collecting(body, k -> kotlin.collect(collector, k)));
  }

  /** Collects {@code flow} as a part of an operator, as {@link #runInside} does. */
  static <T> void collectInside(AsyncFlow<T> flow, ThrowingConsumer<? super T> action) {
    runInside(() -> flow.collect(action));
  }

  /**
   * Runs {@code part} of an operator, and throws its failure without the wrapper that the caller of
   * a terminal operation sees.
   */
  static void runInside(ThrowingRunnable part) {
    try {
      part.run();
    } catch (Throwable t) {
      CoroutineThread body = CoroutineThreads.current();
      boolean passes = body != null && body.passes(t);
      throw SneakyThrow.sneak(passes ? t : Exceptions.unwrap(t));
    }
  }

  /**
   * Waits for the end of {@code collection}, and throws its failure as the caller of a terminal
   * operation sees it. A cancellation point.
   */
  static @Nullable Object collecting(CoroutineThread body, SuspendCall collection) {
    try {
      return body.await(collection);
    } catch (Throwable t) {
      Throwable meant = FlowCancellations.meaning(body, t);
      throw body.passes(meant) ? SneakyThrow.sneak(meant) : TaskFailedException.unchecked(meant);
    }
  }

  /**
   * Throws the translation of {@code thrown} by a user's lambda: the result of an interrupt by this
   * library is the cancellation, and the cancellation of anything else is a failure. Never returns:
   * the return type only tells the compiler so.
   */
  static RuntimeException thrown(Throwable thrown) {
    CoroutineThread body = CoroutineThreads.current();
    throw SneakyThrow.sneak(body == null ? thrown : FlowCancellations.meaning(body, thrown));
  }

  private record OfKotlin(Flow<Object> flow) implements Flow<Object> {
    @Override
    public @Nullable Object collect(
        FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
      return FlowCalls.collectAs(MEANING, flow, RecordingCollector.of(collector), k);
    }

    @Override
    public String toString() {
      return flow.toString();
    }
  }

  private record Fresh(Supplier<Flow<Object>> flow) implements PullableFlow {
    @Override
    public @Nullable Puller puller(int depth) {
      return PullableFlow.pullerOf(flow.get(), depth);
    }

    @Override
    public @Nullable Object collect(
        FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
      return flow.get().collect(collector, k);
    }
  }

  /**
   * Runs everything downstream as a part of the coroutine that emits, so that the cancellation of
   * that coroutine ends waits downstream. Without it they would belong to the collecting coroutine,
   * since kotlinx starts the emitting one on the collecting thread.
   */
  private record Entering(Flow<Object> flow) implements Flow<Object> {
    @Override
    @SuppressWarnings("NullAway") // NullAway misses that callUnder may return null
    public @Nullable Object collect(
        FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
      FlowCollector<Object> entering =
          (value, emitting) ->
              CoroutineThreads.runs(emitting.getContext())
                  ? collector.emit(value, emitting)
                  : CoroutineThreads.callUnder(
                      emitting.getContext(), body -> collector.emit(value, emitting));
      return flow.collect(entering, k);
    }

    @Override
    public String toString() {
      return flow.toString();
    }
  }
}
