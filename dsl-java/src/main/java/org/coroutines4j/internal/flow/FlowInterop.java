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
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.SuspendCall;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.coroutines4j.runtime.kotlinx.Meaning;
import org.jspecify.annotations.Nullable;

/** From our flows to those of kotlinx and back. */
public final class FlowInterop {
  /** Known from here, so that its class is ready even where a stack overflows. */
  private static final Meaning MEANING = FlowCancellations.OF_COLLECTOR;

  private FlowInterop() {}

  /** The flow of kotlinx behind {@code flow}; one that iterates it if it is a user's own. */
  public static Flow<Object> kotlin(AsyncFlow<?> flow) {
    Objects.requireNonNull(flow, "flow");
    return flow instanceof FlowAdapter<?> face
        ? face.kotlin()
        : new GeneratorFlow(out -> emitAll(flow, out));
  }

  /**
   * Returns the flow of kotlinx behind {@code flow}, which is hot.
   *
   * @throws IllegalArgumentException if {@code flow} is a user's own implementation
   */
  public static Flow<Object> hot(AsyncFlow<?> flow) {
    if (Objects.requireNonNull(flow, "flow") instanceof FlowAdapter<?> adapter) {
      return adapter.kotlin();
    }
    throw new IllegalArgumentException(
        "not a hot flow of coroutines4j; toFlow (in Kotlin asFlow) takes those of others: " + flow);
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

  /** A flow whose operator runs coroutines of its own, and emits as one of them. */
  @SuppressWarnings("unchecked") // values are objects
  static <T> AsyncFlow<T> concurrent(Flow<?> flow) {
    return new FlowAdapter<>(new Entering((Flow<Object>) flow));
  }

  /** A flow that is collected, or emits, in another coroutine than the one that the thread runs. */
  static Flow<Object> entering(Flow<Object> flow) {
    return new Entering(flow);
  }

  /** What operators of kotlinx that join channels want to see: the flow without our wrapper. */
  static Flow<Object> fusible(AsyncFlow<?> flow) {
    Flow<Object> kotlin = kotlin(flow);
    if (kotlin instanceof Joined joined && joined.isConcurrent()) {
      return joined.kotlin();
    }
    if (kotlin instanceof OfKotlin of && of.flow instanceof FusibleFlow<Object> fusible) {
      return fusible;
    }
    return kotlin instanceof Entering entering ? entering.flow : kotlin;
  }

  /** A flow that is made anew, with its state, for each collector. */
  static <T> AsyncFlow<T> fresh(Supplier<AsyncFlow<T>> flow) {
    return new FlowAdapter<>(new Fresh(() -> kotlin(flow.get())));
  }

  /** A flow whose code is Kotlin's: what it throws itself means what it would in our lambdas. */
  @SuppressWarnings("unchecked") // values are objects
  public static <T> AsyncFlow<T> ofKotlin(Flow<?> flow) {
    return of(new OfKotlin((Flow<Object>) flow));
  }

  /** Collects {@code flow}; returns when it has ended. */
  static void collect(AsyncFlow<?> flow, DirectCollector collector) {
    Flow<Object> kotlin = kotlin(flow);
    CoroutineThreads.run(body -> collecting(body, k -> kotlin.collect(collector, k)));
  }

  /** Waits for the end of {@code collection}, and throws what its failure means to the caller. */
  static @Nullable Object collecting(CoroutineThread body, SuspendCall collection) {
    try {
      return body.await(collection);
    } catch (Throwable t) {
      Throwable meant = FlowCancellations.meaning(body, t);
      throw body.passes(meant) ? SneakyThrow.sneak(meant) : TaskFailedException.unchecked(meant);
    }
  }

  /**
   * What {@code thrown} by a user's lambda means: the answer to our interrupt is the cancellation,
   * and the cancellation of something else is a failure.
   */
  static RuntimeException thrown(Throwable thrown) {
    CoroutineThread body = CoroutineThreads.current();
    throw SneakyThrow.sneak(body == null ? thrown : FlowCancellations.meaning(body, thrown));
  }

  private record OfKotlin(Flow<Object> flow) implements Flow<Object> {
    @Override
    public @Nullable Object collect(
        FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
      return FlowCalls.collectAs(MEANING, flow, Watched.of(collector), k);
    }

    @Override
    public String toString() {
      return flow.toString();
    }
  }

  private record Fresh(Supplier<Flow<Object>> flow) implements Flow<Object> {
    @Override
    public @Nullable Object collect(
        FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
      return flow.get().collect(collector, k);
    }
  }

  /**
   * Lets what is downstream run as a part of the coroutine that emits, so that its waits end when
   * that is cancelled: kotlinx begins it on the thread of the body that collects.
   */
  private record Entering(Flow<Object> flow) implements Flow<Object> {
    @Override
    @SuppressWarnings(
        "NullAway") // takes callUnder's result, which may be null, for one that is not
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
