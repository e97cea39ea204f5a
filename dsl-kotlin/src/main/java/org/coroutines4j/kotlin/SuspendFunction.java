package org.coroutines4j.kotlin;

import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * A call of a suspend function. In Java, such a function has a continuation as its last parameter.
 *
 * <pre>{@code
 * User user = Suspend.await(k -> users.findById(7, k));
 * }</pre>
 *
 * @param <T> the type of the result; {@code Unit} for a function without a result
 */
@FunctionalInterface
public interface SuspendFunction<T extends @Nullable Object> {
  /**
   * Calls the function, passing {@code continuation}, and returns the object that the function
   * returned. That may be a marker that the function has suspended, so do not inspect it.
   *
   * @throws Throwable the exception that the function throws
   */
  @Nullable Object invoke(Continuation<T> continuation) throws Throwable;
}
