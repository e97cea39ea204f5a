package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.Callable;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/** A context element that runs every Java body under it inside a wrapper; the outermost first. */
public final class InterceptorElement extends AbstractCoroutineContextElement {
  private static final Key KEY = new Key();

  /** Runs the body once and returns what it returned. */
  @FunctionalInterface
  public interface Wrapper {
    /** Calls {@code body} once and returns what it returned. */
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

  /** {@code elements} with {@code wrapper} inside those that are already there. */
  public static CoroutineContext plus(CoroutineContext elements, Wrapper wrapper) {
    return elements.plus(new InterceptorElement(elements.get(KEY), wrapper));
  }

  /**
   * Calls {@code body} inside the wrappers of {@code elements} that {@code known} does not have
   * yet.
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // a wrapper returns what it was given
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
