package org.coroutines4j.internal.context;

import java.util.Objects;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** A dispatcher of this library. */
public interface InternalDispatcher extends Dispatcher {
  /** Returns the part of the engine that it stands for. */
  ScopeDispatcher dispatcher();

  /**
   * Returns the part of the engine that {@code dispatcher} stands for.
   *
   * @throws IllegalArgumentException if {@code dispatcher} is a user's own implementation
   */
  static ScopeDispatcher of(Dispatcher dispatcher) {
    if (Objects.requireNonNull(dispatcher, "dispatcher") instanceof InternalDispatcher own) {
      return own.dispatcher();
    }
    throw new IllegalArgumentException(
        "not a dispatcher of coroutines4j; Dispatchers.from(executor) makes one: " + dispatcher);
  }
}
