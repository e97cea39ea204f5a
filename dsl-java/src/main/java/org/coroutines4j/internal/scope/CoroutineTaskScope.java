package org.coroutines4j.internal.scope;

import java.util.Objects;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.TaskScope;

/** A scope created by this library, in which Kotlin coroutines can be started too. */
public interface CoroutineTaskScope extends TaskScope {
  /** Returns the context in which Kotlin coroutines of this scope start. */
  CoroutineContext context();

  /**
   * Casts {@code scope}, which this library must have created.
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
