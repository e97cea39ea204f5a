package org.coroutines4j.internal.scope;

import java.util.Objects;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.FailureHandler;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.internal.context.InternalDispatcher;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a service scope.
 *
 * @param handler null to log failures
 * @param maxConcurrent {@link Admission#NO_LIMIT} for no limit
 * @param queueLimit null if not set, which means that no task is queued
 */
public record ServiceScopeBuilder(
    String name,
    @Nullable FailureHandler handler,
    ScopeDispatcher dispatcher,
    int maxConcurrent,
    @Nullable Integer queueLimit)
    implements ServiceScope.Builder {
  /** Returns a builder with the given name and the defaults of all other settings. */
  public static ServiceScopeBuilder of(String name) {
    return new ServiceScopeBuilder(
        Objects.requireNonNull(name, "name"),
        null,
        ScopeDispatcher.virtual(),
        Admission.NO_LIMIT,
        null);
  }

  @Override
  public ServiceScope.Builder onFailure(FailureHandler newHandler) {
    Objects.requireNonNull(newHandler, "handler");
    return new ServiceScopeBuilder(name, newHandler, dispatcher, maxConcurrent, queueLimit);
  }

  @Override
  public ServiceScope.Builder dispatcher(Dispatcher newDispatcher) {
    ScopeDispatcher internal = InternalDispatcher.of(newDispatcher);
    return new ServiceScopeBuilder(name, handler, internal, maxConcurrent, queueLimit);
  }

  @Override
  public ServiceScope.Builder maxConcurrent(int limit) {
    Preconditions.atLeastOne(limit, "maxConcurrent");
    return new ServiceScopeBuilder(name, handler, dispatcher, limit, queueLimit);
  }

  @Override
  public ServiceScope.Builder maxQueued(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("maxQueued must not be negative, but is " + limit);
    }
    return new ServiceScopeBuilder(name, handler, dispatcher, maxConcurrent, limit);
  }

  @Override
  public ServiceScope open() {
    if (queueLimit != null && maxConcurrent == Admission.NO_LIMIT) {
      throw new IllegalStateException(
          "maxQueued is "
              + queueLimit
              + ", but maxConcurrent is not set: a scope without a limit queues no tasks. Call"
              + " maxConcurrent(n) as well, or leave maxQueued out");
    }
    return ServiceScopeImpl.open(this);
  }

  int maxQueued() {
    return queueLimit == null ? 0 : queueLimit;
  }
}
