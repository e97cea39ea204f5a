package org.coroutines4j;

import java.util.Collection;
import java.util.Objects;
import java.util.function.UnaryOperator;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElementKt;
import org.coroutines4j.function.Action;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.runtime.coroutine.InterceptorElement;
import org.jspecify.annotations.Nullable;

/**
 * Something that follows tasks: the tasks and blocks of a scope have it, and those that they start.
 */
public final class ContextElement {
  private final UnaryOperator<CoroutineContext> addition;

  private ContextElement(UnaryOperator<CoroutineContext> addition) {
    this.addition = addition;
  }

  /**
   * Sets {@code local} to {@code value} on the thread of each body while the body runs, Kotlin
   * coroutines of the scope included, and puts the old value back afterwards.
   */
  public static <T extends @Nullable Object> ContextElement threadLocal(
      ThreadLocal<T> local, T value) {
    Objects.requireNonNull(local, "local");
    return new ContextElement(
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
  public static ContextElement around(ThrowingConsumer<Action> wrapper) {
    Objects.requireNonNull(wrapper, "wrapper");
    return new ContextElement(
        context ->
            InterceptorElement.plus(
                context, body -> new InterceptedCall(body).callInside(wrapper)));
  }

  /** What {@code context} of Kotlin holds. */
  static ContextElement of(CoroutineContext addition) {
    return new ContextElement(context -> context.plus(addition));
  }

  /**
   * {@code context} and the elements, of which later ones replace earlier ones of the same kind.
   */
  static CoroutineContext addTo(CoroutineContext context, Collection<ContextElement> elements) {
    CoroutineContext sum = context;
    for (ContextElement element : elements) {
      sum = element.addition.apply(sum);
    }
    return sum;
  }
}
