package org.coroutines4j.micrometer;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.DispatcherSnapshot;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.QueueSnapshot;
import org.coroutines4j.channels.ReceiveChannel;
import org.jspecify.annotations.Nullable;

/**
 * A gauge of a registered object.
 *
 * @param meter the name of the gauge
 * @param unit the base unit; null if there is none
 * @param value reads the number from the object
 */
record Reading<T>(
    String meter, String description, @Nullable String unit, ToDoubleFunction<? super T> value) {
  /** Returns the gauges of {@code queue}. */
  static List<Reading<AsyncQueue<?>>> of(AsyncQueue<?> queue) {
    Reading<AsyncQueue<?>> size =
        new Reading<>(
            Meters.QUEUE_SIZE,
            "Items that wait to be processed",
            "items",
            q -> q.snapshot().size());
    Reading<AsyncQueue<?>> capacity =
        new Reading<>(
            Meters.QUEUE_CAPACITY,
            "Items that the queue holds before producers wait",
            "items",
            q -> capacity(q.snapshot()));
    Reading<AsyncQueue<?>> producers =
        new Reading<>(
            Meters.QUEUE_PRODUCERS,
            "Callers that wait to put an item",
            null,
            q -> q.snapshot().waitingProducers());
    Reading<AsyncQueue<?>> consumers =
        new Reading<>(
            Meters.QUEUE_CONSUMERS,
            "Callers that wait to get an item",
            null,
            q -> q.snapshot().waitingConsumers());
    return queue.snapshot().capacity().isPresent()
        ? List.of(size, capacity, producers, consumers)
        : List.of(size, producers, consumers);
  }

  /** Returns the gauges of {@code channel}. */
  static List<Reading<ReceiveChannel<?>>> of(ReceiveChannel<?> channel) {
    Reading<ReceiveChannel<?>> size =
        new Reading<>(
            Meters.CHANNEL_SIZE,
            "Elements that were sent and not received yet",
            "elements",
            c -> c.snapshot().size());
    Reading<ReceiveChannel<?>> capacity =
        new Reading<>(
            Meters.CHANNEL_CAPACITY,
            "Elements that the channel holds before it is full",
            "elements",
            c -> capacity(c.snapshot()));
    Reading<ReceiveChannel<?>> senders =
        new Reading<>(
            Meters.CHANNEL_SENDERS,
            "Callers that wait to send an element",
            null,
            c -> c.snapshot().waitingProducers());
    Reading<ReceiveChannel<?>> receivers =
        new Reading<>(
            Meters.CHANNEL_RECEIVERS,
            "Callers that wait to receive an element",
            null,
            c -> c.snapshot().waitingConsumers());
    return channel.snapshot().capacity().isPresent()
        ? List.of(size, capacity, senders, receivers)
        : List.of(size, senders, receivers);
  }

  private static double capacity(QueueSnapshot snapshot) {
    return snapshot.capacity().isPresent() ? snapshot.capacity().getAsInt() : Double.NaN;
  }

  /**
   * Returns the gauges of {@code dispatcher}.
   *
   * @throws IllegalArgumentException if it has no limit
   */
  static List<Reading<Dispatcher>> of(Dispatcher dispatcher) {
    if (dispatcher.snapshot().isEmpty()) {
      throw new IllegalArgumentException(
          "dispatcher "
              + dispatcher
              + " has no limit, and so no permits to count. Register the dispatcher that"
              + " limitedParallelism(n) returns");
    }
    return List.of(
        new Reading<>(
            Meters.DISPATCHER_PERMITS,
            "Tasks that may run concurrently",
            "permits",
            d -> permits(d, DispatcherSnapshot::permits)),
        new Reading<>(
            Meters.DISPATCHER_USED,
            "Permits that running tasks hold",
            "permits",
            d -> permits(d, DispatcherSnapshot::used)),
        new Reading<>(
            Meters.DISPATCHER_WAITING,
            "Tasks that wait for a permit",
            "tasks",
            d -> permits(d, DispatcherSnapshot::waiting)));
  }

  private static double permits(Dispatcher dispatcher, ToDoubleFunction<DispatcherSnapshot> part) {
    return dispatcher.snapshot().map(part::applyAsDouble).orElse(Double.NaN);
  }

  /** Returns the gauges of {@code scope}. */
  static List<Reading<ServiceScope>> of(ServiceScope scope) {
    return List.of(
        new Reading<>(
            Meters.SCOPE_ACTIVE,
            "Tasks that have been started and have not ended",
            "tasks",
            s -> s.snapshot().active()),
        new Reading<>(
            Meters.SCOPE_QUEUED,
            "Tasks that are queued since the scope is full",
            "tasks",
            s -> s.snapshot().queued()),
        new Reading<>(
            Meters.SCOPE_OPEN,
            "1 while the scope accepts tasks, 0 when it is closing or closed",
            null,
            s -> s.snapshot().open() ? 1 : 0));
  }
}
