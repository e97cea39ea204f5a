package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.Callable;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/**
 * A context element that wraps the Java code of every task and block under it. Wrappers nest, the
 * outermost is called first.
 */
public final class InterceptorElement extends AbstractCoroutineContextElement {
  private static final Key KEY = new Key();

  /** A wrapper of Java code, called on the thread that runs the code. */
  @FunctionalInterface
  public interface Wrapper {
    /** Calls {@code body} once and returns its result. */
    @Nullable Object call(Callable<? extends @Nullable Object> body) throws Exception;
  }

  private static final class Key implements CoroutineContext.Key<InterceptorElement> {}

  private final @Nullable InterceptorElement outer;
  private final Wrapper wrapper;

  private InterceptorElement(@Nullable InterceptorElement outer, Wrapper wrapper) {
    super(KEY);
    this.outer = outer;
    this.wrapper = wrapper;
  }

  /** Returns {@code elements} with {@code wrapper} inside the wrappers that they already have. */
  public static CoroutineContext plus(CoroutineContext elements, Wrapper wrapper) {
    return elements.plus(new InterceptorElement(elements.get(KEY), wrapper));
  }

  /**
   * Calls {@code body} inside the wrappers of {@code elements} that {@code known} does not have.
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // a wrapper returns the result of its body
  static <T extends @Nullable Object> T call(
      CoroutineContext elements, CoroutineContext known, Callable<? extends T> body)
      throws Exception {
    InterceptorElement innermost = elements.get(KEY);
    InterceptorElement stop = known.get(KEY);
    Callable<? extends @Nullable Object> wrapped = body;
    for (InterceptorElement a = innermost; a != null && a != stop; a = a.outer) {
      Wrapper wrapper = a.wrapper;
      Callable<? extends @Nullable Object> inner = wrapped;
      wrapped = () -> wrapper.call(inner);
    }
    return (T) wrapped.call();
  }
}
