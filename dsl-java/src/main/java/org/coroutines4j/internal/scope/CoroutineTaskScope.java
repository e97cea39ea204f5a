package org.coroutines4j.internal.scope;

import java.util.Objects;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.TaskScope;

/** A scope of this library, in which Kotlin coroutines may be started too. */
public interface CoroutineTaskScope extends TaskScope {
  /** Returns the context for Kotlin coroutines of this scope. */
  CoroutineContext context();

  /**
   * Returns {@code scope}, which must be of this library.
   *
   * @throws IllegalArgumentException if {@code scope} is a user's own implementation
   */
  static CoroutineTaskScope of(TaskScope scope) {
    if (Objects.requireNonNull(scope, "scope") instanceof CoroutineTaskScope own) {
      return own;
    }
    throw new IllegalArgumentException("not a scope of coroutines4j: " + scope);
  }
}
