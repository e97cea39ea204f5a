package org.coroutines4j;

import java.util.Objects;
import kotlinx.coroutines.ThreadContextElementKt;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.context.ContextElementImpl;
import org.coroutines4j.internal.context.InterceptedCall;
import org.coroutines4j.runtime.coroutine.InterceptorElement;
import org.jspecify.annotations.Nullable;

/**
 * A value or a wrapper that follows tasks. The tasks and blocks of a scope inherit it, and so do
 * the tasks that these start. Pass it to {@link TaskScope#with}, or to {@link ScopeBlock#with} for
 * the code of a block too.
 *
 * <p>Elements are created by the methods of this interface. A scope refuses an implementation of
 * your own with {@link IllegalArgumentException}.
 */
public interface ContextElement {
  /**
   * Returns an element that sets {@code local} to {@code value} on each thread that runs code of a
   * task, while it runs that code. Restores the previous value afterwards. Applies to the Kotlin
   * coroutines of the scope too. A later element for the same {@code local} replaces an earlier
   * one.
   */
  static <T extends @Nullable Object> ContextElement threadLocal(ThreadLocal<T> local, T value) {
    Objects.requireNonNull(local, "local");
    return new ContextElementImpl(
        context -> context.plus(ThreadContextElementKt.asContextElement(local, value)));
  }

  /**
   * Returns an element that runs the Java code of each task and block inside {@code wrapper}. Use
   * it for state that can only be set around a call, such as {@code ScopedValue.where(KEY,
   * value).call(...)}. Does not apply to Kotlin coroutines.
   *
   * <p>{@code wrapper} runs on the thread that runs that code. It must call the action that it
   * receives exactly once, on the same thread, and let an exception of the action through. If there
   * are several such elements, the wrapper of the first one is outermost.
   *
   * <p>If a wrapper returns without having called the action, the task or block fails with {@link
   * IllegalStateException}. If a wrapper swallows an exception of the action, the task or block
   * still fails with that exception.
   */
  static ContextElement around(ThrowingConsumer<ThrowingRunnable> wrapper) {
    Objects.requireNonNull(wrapper, "wrapper");
    return new ContextElementImpl(
        context ->
            InterceptorElement.plus(
                context, body -> new InterceptedCall(body).callInside(wrapper)));
  }
}
