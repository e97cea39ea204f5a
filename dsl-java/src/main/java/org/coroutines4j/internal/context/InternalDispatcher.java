package org.coroutines4j.internal.context;

import java.util.Objects;
import java.util.Optional;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.DispatcherSnapshot;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** A dispatcher created by this library, as opposed to an implementation of the user. */
public interface InternalDispatcher extends Dispatcher {
  /** Returns the dispatcher of the engine that this one wraps. */
  ScopeDispatcher dispatcher();

  @Override
  default Optional<DispatcherSnapshot> snapshot() {
    ConcurrencyLimiter limiter = dispatcher().limiter();
    return limiter.permits() > 0
        ? Optional.of(new DispatcherSnapshot(limiter.permits(), limiter.inUse(), limiter.waiting()))
        : Optional.empty();
  }

  /**
   * Returns the dispatcher of the engine that {@code dispatcher} wraps.
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
