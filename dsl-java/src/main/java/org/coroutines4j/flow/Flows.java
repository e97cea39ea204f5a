package org.coroutines4j.flow;

import java.util.Objects;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.runtime.dispatch.Unchecked;
import org.coroutines4j.runtime.task.Bodies;
import org.coroutines4j.runtime.task.Body;
import org.jspecify.annotations.Nullable;

/** From our flows to those of kotlinx and back. */
final class Flows {
  private Flows() {}

  /** The flow of kotlinx behind {@code flow}; one that iterates it if it is a user's own. */
  static Flow<Object> kotlin(AsyncFlow<?> flow) {
    Objects.requireNonNull(flow, "flow");
    return flow instanceof FlowFace<?> face
        ? face.kotlin()
        : new Generated(out -> emitAll(flow, out));
  }

  private static void emitAll(AsyncFlow<?> flow, Emitter<Object> out) {
    try (AsyncIterator<?> iterator = flow.iterator()) {
      iterator.forEachRemaining(out::emit);
    }
  }

  @SuppressWarnings("unchecked") // values are objects
  static <T> AsyncFlow<T> of(Flow<?> flow) {
    return new FlowFace<>((Flow<Object>) flow);
  }

  /** A flow whose operator runs coroutines of its own, and emits as one of them. */
  @SuppressWarnings("unchecked") // values are objects
  static <T> AsyncFlow<T> concurrent(Flow<?> flow) {
    return new FlowFace<>(new Entering((Flow<Object>) flow));
  }

  /** A flow that an operator collects in another coroutine than the one that the thread runs. */
  static Flow<Object> entered(AsyncFlow<?> flow) {
    return new Entering(kotlin(flow));
  }

  /** What operators of kotlinx that join channels want to see: the flow without our wrapper. */
  static Flow<Object> fusible(AsyncFlow<?> flow) {
    Flow<Object> kotlin = kotlin(flow);
    return kotlin instanceof Entering entering ? entering.flow : kotlin;
  }

  /** A flow that is made anew, with its state, for each collector. */
  static <T> AsyncFlow<T> fresh(Supplier<AsyncFlow<T>> flow) {
    return new FlowFace<>(new Fresh(() -> kotlin(flow.get())));
  }

  /** Collects {@code flow}; returns when it has ended. */
  static void collect(AsyncFlow<?> flow, Immediate collector) {
    Flow<Object> kotlin = kotlin(flow);
    Bodies.run(
        body -> {
          try {
            body.await(k -> kotlin.collect(collector, k));
          } catch (Throwable t) {
            throw TaskFailedException.unchecked(body.frame().classify(t));
          }
        });
  }

  /**
   * What {@code thrown} by a user's lambda means: the answer to our interrupt is the cancellation.
   */
  static RuntimeException thrown(Throwable thrown) {
    Body body = Bodies.current();
    throw Unchecked.sneak(body == null ? thrown : body.frame().classify(thrown));
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
              Bodies.runs(emitting.getContext())
                  ? collector.emit(value, emitting)
                  : Bodies.callUnder(
                      emitting.getContext(), body -> collector.emit(value, emitting));
      return flow.collect(entering, k);
    }

    @Override
    public String toString() {
      return flow.toString();
    }
  }
}
