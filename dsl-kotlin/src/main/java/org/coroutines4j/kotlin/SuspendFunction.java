package org.coroutines4j.kotlin;

import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * A call of a suspend function, as Java sees it: with a continuation as its last argument.
 *
 * <pre>{@code
 * User user = Suspend.await(k -> users.findById(7, k));
 * }</pre>
 *
 * @param <T> what the function returns; {@code Unit} for one that returns nothing
 */
@FunctionalInterface
public interface SuspendFunction<T extends @Nullable Object> {
  /** Calls the function, and returns what that returned, whatever it is. */
  @Nullable Object invoke(Continuation<T> continuation) throws Throwable;
}
