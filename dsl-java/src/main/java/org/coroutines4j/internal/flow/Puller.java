package org.coroutines4j.internal.flow;

import java.util.concurrent.CancellationException;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * One collection of a flow, whose values the consumer pulls one at a time on its own thread. One
 * thread at a time may use it.
 */
abstract class Puller {
  /** Signals that the {@link #rest} of the values must be collected. */
  static final class NotPullable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPullable() {
      super("a helper must collect the rest of this flow", null, false, false);
    }
  }

  /**
   * Returns the next value, or null at the end. Runs in the innermost frame of {@code body}, which
   * the current thread runs, and may wait. Must not be called again after it has returned null or
   * has thrown.
   *
   * @throws NotPullable if the next value is one of a flow that must be collected. Nothing is lost
   *     then: {@link #rest} has that value too.
   */
  abstract @Nullable Object next(CoroutineThread body) throws Exception;

  /**
   * Returns a flow of the values that {@link #next} has not returned. Called at most once, in place
   * of {@link #next}. Runs no code of the user.
   */
  Flow<Object> rest() {
    return new GeneratorFlow(this::emitRest);
  }

  /** Emits the values that {@link #next} has not returned, and throws what it throws. */
  final void emitRest(Emitter<Object> out) throws Exception {
    CoroutineThread helper = CoroutineThreads.current();
    if (helper == null) {
      throw new IllegalStateException("a generator runs on a coroutine thread");
    }
    for (Object value = next(helper); value != null; value = next(helper)) {
      emit(value, out);
    }
  }

  /** As {@link #emitRest}, and collects the values that cannot be pulled. */
  final void emitAll(Emitter<Object> out) throws Exception {
    try {
      emitRest(out);
    } catch (NotPullable signal) {
      out.emitAll(FlowInterop.of(rest()));
    }
  }

  private void emit(Object value, Emitter<Object> out) {
    try {
      GeneratorFlow.handOn(value, out);
    } catch (CancellationException e) {
      if (ownsValues()) {
        GeneratorFlow.giveBack(
            value,
            out,
            () -> {
              boolean unused = giveBack(value);
            });
      }
      throw e;
    }
  }

  /** Returns whether {@link #giveBack} may accept a value. */
  boolean ownsValues() {
    return false;
  }

  /**
   * Returns {@code value}, the last one, to its source as undelivered. Returns false if the source
   * does not want it, or if code of the user has seen it.
   */
  boolean giveBack(Object value) {
    return false;
  }
}
