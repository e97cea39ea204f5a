package org.coroutines4j.flow;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.runtime.task.Bodies;
import org.coroutines4j.runtime.task.Body;
import org.coroutines4j.runtime.task.Frame;
import org.jspecify.annotations.Nullable;

/** A flow whose values come from Java code that runs, and may wait, on the thread that collects. */
final class Generated implements Flow<Object> {
  private final ThrowingConsumer<? super Emitter<Object>> generator;

  Generated(ThrowingConsumer<? super Emitter<Object>> generator) {
    this.generator = generator;
  }

  @Override
  public Object collect(FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    return emitAll(collector, k.getContext(), generator);
  }

  /** Runs {@code generator} in the coroutine of {@code context}, which this thread runs. */
  static Object emitAll(
      FlowCollector<? super Object> collector,
      CoroutineContext context,
      ThrowingConsumer<? super Emitter<Object>> generator) {
    return Bodies.<Unit>callUnder(
        context,
        body -> {
          To emitter = new To(body, collector, context);
          try {
            generator.accept(emitter);
          } catch (Throwable t) {
            throw Flows.thrown(t);
          } finally {
            emitter.ended = true;
          }
          emitter.requireNoFailure();
          return Unit.INSTANCE;
        });
  }

  /** Emits in the context of the collector, whatever block of the generator calls it. */
  private static final class To implements Emitter<Object> {
    private final Body body;
    private final Frame frame;
    private final FlowCollector<? super Object> collector;

    /** The collector, if it takes values without suspending. */
    private final @Nullable Immediate immediate;

    private final CoroutineContext context;
    private volatile boolean ended;
    private @Nullable Throwable failure;

    To(Body body, FlowCollector<? super Object> collector, CoroutineContext context) {
      this.body = body;
      this.frame = body.frame();
      this.collector = collector;
      this.immediate = collector instanceof Immediate plain ? plain : null;
      this.context = context;
    }

    @Override
    public void emit(Object value) {
      Objects.requireNonNull(value, "value");
      requireUsable();
      try {
        if (body.frame() == frame) {
          emitHere(value);
        } else {
          emitOutOfBlock(value);
        }
      } catch (Throwable t) {
        failure = t;
        if (t instanceof CancellationException && !frame.job().isActive()) {
          frame.settle(); // no interrupt in the generator's cleanup
        }
        throw t;
      }
    }

    private void emitHere(Object value) {
      if (immediate != null) {
        body.checkpoint();
        immediate.accept(value);
        return;
      }
      Object unused = body.awaitUnder(context, k -> collector.emit(value, k));
    }

    /**
     * The collector has nothing to do with the blocks, such as timeouts, that the generator is in.
     */
    private void emitOutOfBlock(Object value) {
      Frame collecting = body.pushUnder(context);
      Throwable thrown = null;
      try {
        emitHere(value);
      } catch (Throwable t) {
        thrown = t;
        throw t;
      } finally {
        body.pop(collecting, thrown);
      }
    }

    private void requireUsable() {
      if (ended || Bodies.current() != body) {
        throw new IllegalStateException(
            "emit may be called by the generator only, on its own thread, while it runs; to emit from"
                + " several tasks use AsyncFlow.channelFlow");
      }
      if (failure != null) {
        throw new IllegalStateException(
            "the collector has ended this flow by an exception from emit, which the generator must"
                + " let through",
            failure);
      }
    }

    /** A failure of the collector does not end here, though the generator has caught it. */
    void requireNoFailure() {
      if (failure != null) {
        throw Flows.thrown(failure);
      }
    }
  }
}
