package org.coroutines4j.spring.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * The reactive types of one Spring MVC application: tasks and flows, whose work belongs to this
 * application, and all types that the shared registry knows.
 */
public final class CoroutineReactiveRegistry extends ReactiveAdapterRegistry {
  /**
   * Creates a registry.
   *
   * @param streams gets the flows that are being collected
   * @param clients notices clients that leave while they wait for a task
   */
  public CoroutineReactiveRegistry(OpenStreams streams, ClientWatch clients) {
    CoroutineReactiveTypes.register(this, streams, clients);
  }

  @Override
  public @Nullable ReactiveAdapter getAdapter(@Nullable Class<?> type, @Nullable Object source) {
    ReactiveAdapter own = super.getAdapter(type, source);
    return own != null ? own : getSharedInstance().getAdapter(type, source);
  }
}
