package org.coroutines4j;

import java.util.Objects;
import kotlinx.coroutines.ThreadContextElementKt;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.context.ContextAddition;
import org.coroutines4j.internal.context.InterceptedCall;
import org.coroutines4j.runtime.coroutine.InterceptorElement;
import org.jspecify.annotations.Nullable;

/**
 * Something that follows tasks: the tasks and blocks of a scope have it, and those that they start.
 */
public interface ContextElement {
  /**
   * Sets {@code local} to {@code value} on the thread of each body while the body runs, Kotlin
   * coroutines of the scope included, and puts the old value back afterwards.
   */
  static <T extends @Nullable Object> ContextElement threadLocal(ThreadLocal<T> local, T value) {
    Objects.requireNonNull(local, "local");
    return new ContextAddition(
        context -> context.plus(ThreadContextElementKt.asContextElement(local, value)));
  }

  /**
   * Runs each Java body inside {@code wrapper}, which calls the action it is given once, on the
   * same thread; an exception of the action must come out of it. For what can only be set around a
   * call, such as {@code ScopedValue.where(KEY, value).call(...)}. Elements given first are
   * outermost. Kotlin coroutines do not run in it.
   *
   * <p>A wrapper that returns without having called the action fails the body with {@link
   * IllegalStateException}; one that returns although the action threw, with what it threw.
   */
  static ContextElement around(ThrowingConsumer<ThrowingRunnable> wrapper) {
    Objects.requireNonNull(wrapper, "wrapper");
    return new ContextAddition(
        context ->
            InterceptorElement.plus(
                context, body -> new InterceptedCall(body).callInside(wrapper)));
  }
}
