package org.coroutines4j.spring.web;

import java.util.Objects;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;

/**
 * Registers {@link Task} with Spring as an asynchronous value, and {@link AsyncFlow} as a stream,
 * so that controllers and other handler methods may return and accept them.
 *
 * <p>The subscription to a task or flow belongs to the response: when the client leaves, or the
 * response times out, the task is cancelled, or the collection of the flow ends. Do not return the
 * same task for several requests.
 */
public final class CoroutineReactiveTypes {
  private CoroutineReactiveTypes() {}

  /**
   * Registers both types with {@code registry}. Does nothing if they are registered already. For
   * {@link ReactiveAdapterRegistry#getSharedInstance()} and registries that no web server uses.
   */
  public static void register(ReactiveAdapterRegistry registry) {
    register(registry, null, ClientWatch.none());
  }

  /**
   * Registers both types with the registry of a web application. Does nothing if they are
   * registered already.
   *
   * @param streams gets the flows that are being collected; null to keep no account of them
   * @param clients notices clients that leave while they wait for a task, where the web server does
   *     not notice it by itself
   */
  public static void register(
      ReactiveAdapterRegistry registry, @Nullable OpenStreams streams, ClientWatch clients) {
    Objects.requireNonNull(clients, "clients");
    if (!(registry instanceof CoroutineReactiveRegistry)
        && registry.getAdapter(AsyncFlow.class) != null) {
      return;
    }
    registry.registerReactiveType(
        ReactiveTypeDescriptor.multiValue(AsyncFlow.class, AsyncFlow::empty),
        flow -> publisherOf((AsyncFlow<?>) flow, streams),
        CoroutineReactiveTypes::flowOf);
    registry.registerReactiveType(
        ReactiveTypeDescriptor.nonDeferredAsyncValue(Task.class, () -> taskOf(null)),
        task -> new TaskPublisher((Task<?>) task, clients),
        CoroutineReactiveTypes::received);
  }

  private static Publisher<?> publisherOf(AsyncFlow<?> flow, @Nullable OpenStreams streams) {
    Publisher<?> publisher = FlowAdapters.toPublisher(flow.toPublisher());
    return streams == null ? publisher : streams.of(publisher);
  }

  private static AsyncFlow<?> flowOf(Publisher<?> publisher) {
    return AsyncFlow.fromPublisher(FlowAdapters.toFlowPublisher(publisher));
  }

  /** Returns a task with the value {@code value}, which ends very soon. */
  static Task<?> taskOf(@Nullable Object value) {
    return Received.SCOPE.async(() -> value);
  }

  private static Task<?> received(Publisher<?> publisher) {
    AsyncFlow<?> flow = flowOf(publisher);
    return Received.SCOPE.named("value").async(() -> flow.firstOrEmpty().orElse(null));
  }

  /** The tasks that receive a value for a handler method. They end with their publishers. */
  private static final class Received {
    static final ServiceScope SCOPE = ServiceScope.open("received values");
  }
}
