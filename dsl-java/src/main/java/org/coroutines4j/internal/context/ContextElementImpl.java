package org.coroutines4j.internal.context;

import java.util.Collection;
import java.util.function.UnaryOperator;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.ContextElement;

/**
 * The implementation of a context element.
 *
 * @param addition returns a coroutine context with the element added
 */
public record ContextElementImpl(UnaryOperator<CoroutineContext> addition)
    implements ContextElement {
  /** Returns the element that adds all elements of {@code added}. */
  public static ContextElement of(CoroutineContext added) {
    return new ContextElementImpl(context -> context.plus(added));
  }

  /**
   * Returns {@code context} with {@code elements} added. A later element replaces an earlier one
   * with the same key.
   *
   * @throws IllegalArgumentException if an element is a user's own implementation
   */
  public static CoroutineContext addTo(
      CoroutineContext context, Collection<ContextElement> elements) {
    CoroutineContext sum = context;
    for (ContextElement element : elements) {
      if (!(element instanceof ContextElementImpl own)) {
        throw new IllegalArgumentException(
            "not a context element of coroutines4j; make one by ContextElement.threadLocal or"
                + " ContextElement.around: "
                + element);
      }
      sum = own.addition.apply(sum);
    }
    return sum;
  }
}
