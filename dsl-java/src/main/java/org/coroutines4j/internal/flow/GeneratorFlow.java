package org.coroutines4j.internal.flow;

import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
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
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.coroutine.Outlet;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/** A flow whose values come from Java code that runs, and may wait, on the thread that collects. */
final class GeneratorFlow implements Flow<Object> {
  private final ThrowingConsumer<? super Emitter<Object>> generator;

  GeneratorFlow(ThrowingConsumer<? super Emitter<Object>> generator) {
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
    return CoroutineThreads.<Unit>callUnder(
        context,
        body -> {
          To emitter = new To(body, collector, context);
          body.enter(emitter);
          try {
            generator.accept(emitter);
            emitter.requireNoFailure();
          } catch (Throwable t) {
            throw SneakyThrow.sneak(emitter.meaning(t));
          } finally {
            body.leave(emitter);
            emitter.ended = true;
          }
          return Unit.INSTANCE;
        });
  }

  /**
   * Emits {@code value}, which has been obtained and must not be lost: not a cancellation point
   * before the collector has it.
   */
  static <T> void handOn(T value, Emitter<T> out) {
    if (out instanceof To to) {
      to.handOn(value);
    } else {
      out.emit(value);
    }
  }

  /** Has {@code value}, whose {@link #handOn} has thrown, back, if no code of the user's saw it. */
  static void giveBack(Object value, Emitter<?> out, Runnable undelivered) {
    if (out instanceof To to) {
      to.giveBack(value, undelivered);
    }
  }

  /** Emits in the context of the collector, whatever block of the generator calls it. */
  private static final class To extends Outlet implements Emitter<Object>, Taker {
    private final CoroutineThread body;
    private final JobFrame frame;
    private final FlowCollector<? super Object> collector;

    /** The collector, if it takes values without suspending. */
    private final @Nullable DirectCollector immediate;

    private final CoroutineContext context;
    private volatile boolean ended;

    /** The cancelled block that has emitted a value since; the last one. */
    private @Nullable JobFrame passedLate;

    To(CoroutineThread body, FlowCollector<? super Object> collector, CoroutineContext context) {
      this.body = body;
      this.frame = body.frame();
      this.collector = collector;
      this.immediate = collector instanceof DirectCollector plain ? plain : null;
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
          emitHere(value);
        } else {
          emitOutOfBlock(value, true);
        }
      } catch (Throwable t) {
        throw ended(t);
      }
    }

    /**
     * Sees that a block of the generator is cancelled, of which the collector does not hear. One
     * value passes: the block's time may have run out while the collector was busy, which may want
     * just this one.
     */
    private void checkOwnBlock() {
      JobFrame block = body.frame();
      if (block.job().isActive() || block == passedLate) {
        body.checkpoint();
      } else {
        passedLate = block;
      }
    }

    void handOn(Object value) {
      requireUsable();
      try {
        if (body.frame() == frame) {
          emitHere(value);
        } else {
          emitOutOfBlock(value, false);
        }
      } catch (Throwable t) {
        throw ended(t);
      }
    }

    /** The flow looks whether it is cancelled before each value, and has the value then. */
    @Override
    public void emitAll(Iterable<?> values) {
      if (values instanceof AsyncFlow<?> flow) {
        FlowInterop.collect(flow, new Through(this));
      } else {
        Emitter.super.emitAll(values);
      }
    }

    @Override
    public void giveBack(Object value, Runnable undelivered) {
      if (collector instanceof Taker taker) {
        taker.giveBack(value, undelivered);
      }
    }

    private void emitHere(Object value) {
      if (immediate != null) {
        immediate.accept(value);
      } else {
        Object unused = body.handOn(context, k -> collector.emit(value, k));
      }
    }

    /**
     * The collector has nothing to do with the blocks, such as timeouts, that the generator is in.
     */
    private void emitOutOfBlock(Object value, boolean isCancellationPoint) {
      JobFrame collecting = body.pushUnder(context);
      Throwable thrown = null;
      try {
        if (isCancellationPoint) {
          body.checkpoint();
        }
        emitHere(value);
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
            "emit may be called by the generator only, on its own thread, while it runs; to emit from"
                + " several tasks use AsyncFlow.channelFlow");
      }
      if (passing() != null) {
        throw new IllegalStateException(
            "the collector has ended this flow by an exception from emit, which the generator must"
                + " let through",
            passing());
      }
    }

    /** The collector has ended the flow by {@code thrown}. */
    private RuntimeException ended(Throwable thrown) {
      passThrough(thrown);
      if (thrown instanceof CancellationException && !frame.job().isActive()) {
        frame.acknowledgeCancellation(); // no interrupt in the generator's cleanup
      }
      throw SneakyThrow.sneak(thrown);
    }

    /** A failure of the collector does not end here, though the generator has caught it. */
    void requireNoFailure() {
      Throwable passing = passing();
      if (passing != null) {
        throw SneakyThrow.sneak(passing);
      }
    }

    /**
     * What {@code thrown} by the generator means. What the collector has thrown goes on as it is,
     * though a block of the generator has wrapped it; but if that was only the early end, a failure
     * of the cleanup that has been suppressed on it is the failure of the flow.
     */
    Throwable meaning(Throwable thrown) {
      Throwable passing = passing();
      if (passing == null || (thrown != passing && !isWrapped(passing, thrown))) {
        return FlowCancellations.meaning(body, thrown);
      }
      Throwable ofCleanup = FlowCancellations.isEnough(passing) ? suppressedFailure(passing) : null;
      return ofCleanup != null ? ofCleanup : passing;
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

  /** Takes what another flow emits. */
  private record Through(To to) implements DirectCollector, Taker {
    @Override
    public void accept(Object value) {
      to.handOn(value);
    }

    @Override
    public void giveBack(Object value, Runnable undelivered) {
      to.giveBack(value, undelivered);
    }
  }
}
