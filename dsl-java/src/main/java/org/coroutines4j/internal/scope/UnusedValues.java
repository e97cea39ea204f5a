package org.coroutines4j.internal.scope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.coroutines4j.internal.failure.FailureReporter;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.jspecify.annotations.Nullable;

/**
 * The values that the bodies of a race have returned, of which all but the winner's go to a handler
 * of the user's. A task that was cancelled keeps no value, so they are kept here, where the body
 * returns.
 */
final class UnusedValues<T extends @Nullable Object> {
  private static final Object NONE = new Object();

  private final Consumer<? super T> handler;

  /** Each is written by its body, and read when all bodies have ended. */
  private final @Nullable Object[] values;

  UnusedValues(Consumer<? super T> handler, int bodies) {
    this.handler = handler;
    values = new @Nullable Object[bodies];
    Arrays.fill(values, NONE);
  }

  /** Bodies that return what {@code bodies} return, which is kept here. */
  List<Callable<T>> keptOf(List<? extends Callable<? extends T>> bodies) {
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
   * Hands all values but that of {@code winner} to the handler, which no cancellation reaches. What
   * it throws keeps no other value from it: that is suppressed on {@code thrown}, or logged.
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
        FailureReporter.log("the handler of unused values of a race failed: " + SafeMessages.of(t));
      } else if (t != thrown) {
        Failures.suppress(thrown, /* failure= */ t);
      }
    }
  }
}
