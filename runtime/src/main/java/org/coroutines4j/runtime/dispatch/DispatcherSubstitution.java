package org.coroutines4j.runtime.dispatch;

import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/** A context element that replaces the dispatcher that code asks for, as a test does. */
public abstract class DispatcherSubstitution extends AbstractCoroutineContextElement {
  private static final CoroutineContext.Key<DispatcherSubstitution> KEY =
      new CoroutineContext.Key<>() {};

  /** Creates an element that {@link #in} finds in a context. */
  protected DispatcherSubstitution() {
    super(KEY);
  }

  /** Returns the element of {@code context}; null if there is none. */
  public static @Nullable DispatcherSubstitution in(CoroutineContext context) {
    return context.get(KEY);
  }

  /** Returns the dispatcher to use in place of {@code requested}; may be that one itself. */
  protected abstract ScopeDispatcher replace(ScopeDispatcher requested);
}
