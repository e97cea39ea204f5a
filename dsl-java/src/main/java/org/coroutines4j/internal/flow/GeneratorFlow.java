package org.coroutines4j.internal.flow;

import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.EmissionBoundary;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.Downstream;
import org.jspecify.annotations.Nullable;

/** A flow whose values come from Java code that runs, and may wait, on the collecting thread. */
final class GeneratorFlow implements Flow<Object> {
  private final ThrowingConsumer<? super Emitter<Object>> generator;

  GeneratorFlow(ThrowingConsumer<? super Emitter<Object>> generator) {
    this.generator = generator;
  }

  @Override
  public Object collect(FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    return emitAll(collector, k.getContext(), generator);
  }

  /**
   * Runs {@code generator} in the coroutine of {@code context}, a step of which this thread runs.
   */
  static Object emitAll(
      FlowCollector<? super Object> collector,
      CoroutineContext context,
      ThrowingConsumer<? super Emitter<Object>> generator) {
    return CoroutineThreads.<Unit>callUnder(
        context,
        body -> {
          GeneratorEmitter emitter = new GeneratorEmitter(body, collector, context);
          body.enter(emitter);
          JobFrame calledBack = body.beginCallback(context);
          try {
            generator.accept(emitter);
            emitter.requireNoFailure();
          } catch (Throwable t) {
            throw SneakyThrow.sneak(emitter.meaning(t));
          } finally {
            body.endCallback(calledBack);
            body.leave(emitter);
            emitter.ended = true;
          }
          return Unit.INSTANCE;
        });
  }

  /**
   * Emits {@code value}, which was taken out of its source and must not be lost. This is no
   * cancellation point before the collector has the value.
   */
  static <T> void handOn(T value, Emitter<T> out) {
    if (out instanceof GeneratorEmitter emitter) {
      emitter.handOn(value);
    } else {
      out.emit(value);
    }
  }

  /**
   * Emits the values that {@code ready} returns, until it returns null. {@code ready} must not
   * wait. This is no cancellation point.
   */
  static <T> void handOnAll(Supplier<? extends @Nullable T> ready, Emitter<T> out) {
    if (out instanceof GeneratorEmitter emitter) {
      emitter.handOnAll(ready);
    } else {
      for (T value = ready.get(); value != null; value = ready.get()) {
        out.emit(value);
      }
    }
  }

  /**
   * Runs {@code undelivered} if no code of the user saw {@code value}, whose {@link #handOn} has
   * thrown. See {@link PushbackCollector#giveBack}.
   */
  static void giveBack(Object value, Emitter<?> out, Runnable undelivered) {
    if (out instanceof GeneratorEmitter emitter) {
      emitter.giveBack(value, undelivered);
    }
  }

  /**
   * Emits in the context of the collector, regardless of the block of the generator that calls it.
   */
  private static final class GeneratorEmitter extends EmissionBoundary
      implements Emitter<Object>, PushbackCollector {
    private final CoroutineThread body;
    private final JobFrame frame;
    private final FlowCollector<? super Object> collector;

    /** The collector, if it processes values without suspending. */
    private final @Nullable DirectCollector direct;

    private final CoroutineContext context;
    private volatile boolean ended;

    /** The last cancelled block that has emitted a value after its cancellation. */
    private @Nullable JobFrame emittedLate;

    GeneratorEmitter(
        CoroutineThread body, FlowCollector<? super Object> collector, CoroutineContext context) {
      this.body = body;
      this.frame = body.frame();
      this.collector = collector;
      this.direct = collector instanceof DirectCollector plain ? plain : null;
      this.context = context;
    }

    @Override
    public void emit(Object value) {
      Objects.requireNonNull(value, "value");
      requireUsable();
      boolean isInBlock = body.frame() != frame;
      if (isInBlock) {
        checkOwnBlock();
      }
      try {
        if (!isInBlock) {
          body.checkpoint();
          deliver(value);
        } else {
          outOfBlock(true, () -> deliver(value));
        }
      } catch (Throwable t) {
        throw ended(t);
      }
    }

    /**
     * Throws if a block of the generator is cancelled, of which the collector does not know. One
     * value passes all the same: the time limit of the block may have expired while the collector
     * was busy, and the collector may want just this value.
     */
    private void checkOwnBlock() {
      JobFrame block = body.frame();
      if (block.job().isActive() || block == emittedLate) {
        body.checkpoint();
      } else {
        emittedLate = block;
      }
    }

    void handOn(Object value) {
      requireUsable();
      try {
        if (body.frame() == frame) {
          deliver(value);
        } else {
          outOfBlock(false, () -> deliver(value));
        }
      } catch (Throwable t) {
        throw ended(t);
      }
    }

    void handOnAll(Supplier<? extends @Nullable Object> ready) {
      requireUsable();
      try {
        if (body.frame() == frame) {
          deliverAll(ready);
        } else {
          outOfBlock(false, () -> deliverAll(ready));
        }
      } catch (Throwable t) {
        throw ended(t);
      }
    }

    /**
     * Collects a flow without a cancellation check for each value: the flow itself checks before it
     * takes a value out of its source, which must not be lost after that.
     */
    @Override
    public void emitAll(Iterable<?> values) {
      if (values instanceof AsyncFlow<?> flow) {
        ForwardingCollector forwarding = new ForwardingCollector(this);
        try {
          FlowInterop.collect(flow, forwarding);
        } catch (Throwable t) {
          forwarding.passThroughFailure();
          throw t;
        }
      } else {
        Emitter.super.emitAll(values);
      }
    }

    @Override
    public void giveBack(Object value, Runnable undelivered) {
      if (collector instanceof PushbackCollector taker) {
        taker.giveBack(value, undelivered);
      }
    }

    void passOn(Throwable failure) {
      passThrough(failure);
    }

    private void deliverAll(Supplier<? extends @Nullable Object> ready) {
      for (Object value = ready.get(); value != null; value = ready.get()) {
        deliver(value);
      }
    }

    private void deliver(Object value) {
      if (direct != null) {
        direct.accept(value);
      } else {
        Object unused = body.handOn(context, k -> collector.emit(value, k));
      }
    }

    /**
     * Leaves the blocks that the generator is in, such as timeouts: they do not apply to the
     * collector.
     */
    private void outOfBlock(boolean isCancellationPoint, Runnable delivery) {
      JobFrame collecting = body.pushUnder(context);
      Throwable thrown = null;
      try {
        if (isCancellationPoint) {
          body.checkpoint();
        }
        delivery.run();
      } catch (Throwable t) {
        thrown = t;
        throw t;
      } finally {
        body.pop(collecting, thrown);
      }
    }

    private void requireUsable() {
      if (ended || CoroutineThreads.current() != body) {
        throw new IllegalStateException(
            "emit may be called by the generator only, on its own thread, while it runs. To emit"
                + " from several tasks, use AsyncFlow.channelFlow");
      }
      if (passing() != null) {
        throw new IllegalStateException(
            "the collector has ended this flow by an exception from emit, which the generator must"
                + " let through",
            passing());
      }
    }

    /**
     * Records and throws {@code thrown}, by which the collector has ended the flow. Never returns:
     * the return type only tells the compiler so.
     */
    private RuntimeException ended(Throwable thrown) {
      passThrough(thrown);
      if (thrown instanceof CancellationException && !frame.job().isActive()) {
        frame.acknowledgeCancellation(); // no interrupt in the generator's cleanup
      }
      throw SneakyThrow.sneak(thrown);
    }

    /** Throws the collector's failure if the generator has caught it: it must not end there. */
    void requireNoFailure() {
      Throwable passing = passing();
      if (passing != null) {
        throw SneakyThrow.sneak(passing);
      }
    }

    /**
     * Translates {@code thrown} by the generator. What the collector has thrown passes unchanged,
     * even if a block of the generator has wrapped it. But if that only was the early end of the
     * flow, a failure of the cleanup that is suppressed on it is the failure of the flow.
     */
    Throwable meaning(Throwable thrown) {
      Throwable passing = passing();
      if (passing == null || (thrown != passing && !isWrapped(passing, thrown))) {
        return FlowCancellations.meaning(body, thrown);
      }
      Throwable cleanupFailure =
          FlowCancellations.isEnough(passing) ? suppressedFailure(passing) : null;
      return cleanupFailure != null ? cleanupFailure : passing;
    }

    private static @Nullable Throwable suppressedFailure(Throwable thrown) {
      for (Throwable suppressed : thrown.getSuppressed()) {
        if (!(suppressed instanceof CancellationException)) {
          return suppressed;
        }
      }
      return null;
    }

    private static boolean isWrapped(Throwable failure, Throwable thrown) {
      return (thrown instanceof UncheckedIOException || thrown instanceof TaskFailedException)
          && thrown.getCause() == failure
          && thrown.getSuppressed().length == 0;
    }
  }

  /**
   * Passes the values of another flow to the emitter. An operator with coroutines of its own may
   * emit on another thread than the generator's: those values go to the collector directly.
   */
  private static final class ForwardingCollector implements DirectCollector, PushbackCollector {
    private final GeneratorEmitter emitter;

    /** Records what the collector throws on other threads. */
    private final Downstream elsewhere;

    ForwardingCollector(GeneratorEmitter emitter) {
      this.emitter = emitter;
      this.elsewhere = RecordingCollector.of(emitter.collector);
    }

    @Override
    public void accept(Object value) {
      emitter.handOn(value);
    }

    @Override
    public @Nullable Object emit(Object value, Continuation<? super Unit> k) {
      return CoroutineThreads.current() == emitter.body
          ? DirectCollector.super.emit(value, k)
          : elsewhere.emit(value, k);
    }

    /** Lets an exception of the collector, thrown on another thread, pass through the generator. */
    void passThroughFailure() {
      if (elsewhere.thrown != null) {
        emitter.passOn(elsewhere.thrown);
      }
    }

    @Override
    public void giveBack(Object value, Runnable undelivered) {
      emitter.giveBack(value, undelivered);
    }
  }
}
