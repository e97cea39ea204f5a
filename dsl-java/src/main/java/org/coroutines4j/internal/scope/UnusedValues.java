package org.coroutines4j.internal.scope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.coroutines4j.internal.failure.FailureCollector;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.debug.Warning;
import org.jspecify.annotations.Nullable;

/**
 * The values that the bodies of a race have returned. All except that of the winner go to a handler
 * of the user. The values are recorded when the bodies return, since a cancelled task does not keep
 * the value of its body.
 */
final class UnusedValues<T extends @Nullable Object> {
  private static final Object NONE = new Object();

  private final Consumer<? super T> handler;

  /** Each element is written by the thread of its body, and read when all bodies have ended. */
  private final @Nullable Object[] values;

  UnusedValues(Consumer<? super T> handler, int bodies) {
    this.handler = handler;
    values = new @Nullable Object[bodies];
    Arrays.fill(values, NONE);
  }

  /** Returns callables that call {@code bodies} and record their values. */
  List<Callable<T>> recording(List<? extends Callable<? extends T>> bodies) {
    List<Callable<T>> kept = new ArrayList<>(bodies.size());
    for (Callable<? extends T> body : bodies) {
      int index = kept.size();
      kept.add(
          () -> {
            T value = body.call();
            values[index] = value;
            return value;
          });
    }
    return kept;
  }

  /**
   * Passes all values except that of the winner to the handler, on the current thread, shielded
   * from cancellation. An exception of the handler does not keep the other values from it. It is
   * suppressed on {@code thrown}, or logged if that is null.
   *
   * @param winner the index of the winner; -1 if there is none
   */
  void handOver(int winner, @Nullable Throwable thrown) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (i != winner && value != null && value != NONE) {
        handOver(value, thrown);
      }
    }
  }

  private void handOver(Object value, @Nullable Throwable thrown) {
    try {
      AwaitOperations.nonCancellable(() -> handler.accept(UncheckedCasts.<T>value(value)));
    } catch (Throwable t) {
      if (thrown == null) {
        Warning.UNUSED_VALUE_HANDLER_FAILED.logLine(
            "the handler of unused values of a race failed: " + SafeMessages.of(t));
      } else if (t != thrown) {
        FailureCollector.suppress(thrown, /* failure= */ t);
      }
    }
  }
}
