package org.coroutines4j.internal.util;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.coroutines4j.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** Lambdas without a result, as {@link Callable}s that return null. */
public final class Callables {
  private Callables() {}

  /** Returns {@code body} as a {@link Callable}. */
  public static Callable<@Nullable Void> of(ThrowingRunnable body) {
    Objects.requireNonNull(body, "body");
    return () -> {
      body.run();
      return null;
    };
  }

  /** Returns {@code bodies} as {@link Callable}s, in the same order. */
  public static List<Callable<@Nullable Void>> ofAll(ThrowingRunnable... bodies) {
    return Preconditions.nonNull(bodies, "bodies").stream().map(Callables::of).toList();
  }
}
