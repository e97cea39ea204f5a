package org.coroutines4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guards the gauges of registered objects, and that a closed registration leaves none. */
class GaugesTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final CoroutineMetrics metrics = CoroutineMetrics.create();

  @AfterEach
  void close() {
    metrics.close();
    assertThat(registry.getMeters()).isEmpty();
  }

  /** The values of all gauges with the name {@code name}, without the prefix that all have. */
  private Map<String, Double> values(String name) {
    Map<String, Double> values = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      if (name.equals(meter.getId().getTag(Meters.NAME))) {
        values.put(
            meter.getId().getName().replace("coroutines4j.", ""),
            meter.measure().iterator().next().getValue());
      }
    }
    return values;
  }

  @Test
  void queue_showsItemsAndWaiters() {
    metrics.bindTo(registry);
    AsyncQueue<String> queue = AsyncQueue.fifo(2);
    metrics.queue("orders", queue);
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              for (int i = 0; i < 5; i++) {
                scope.launch(() -> queue.put("order"));
              }
              yieldNow();
              assertThat(values("orders"))
                  .containsEntry("queue.size", 2.0)
                  .containsEntry("queue.capacity", 2.0)
                  .containsEntry("queue.waiting.producers", 3.0)
                  .containsEntry("queue.waiting.consumers", 0.0)
                  .hasSize(4);
              for (int i = 0; i < 5; i++) {
                queue.get();
              }
              scope.launch(queue::get);
              yieldNow();
              assertThat(values("orders"))
                  .containsEntry("queue.size", 0.0)
                  .containsEntry("queue.waiting.producers", 0.0)
                  .containsEntry("queue.waiting.consumers", 1.0);
              queue.put("last");
            });
  }

  @Test
  void channel_showsElementsAndWaiters() {
    Channel<String> channel = Channel.buffered(2);
    metrics.channel("events", channel);
    metrics.bindTo(registry); // afterwards
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              for (int i = 0; i < 5; i++) {
                scope.launch(() -> channel.send("event"));
              }
              yieldNow();
              assertThat(values("events"))
                  .containsEntry("channel.size", 2.0)
                  .containsEntry("channel.capacity", 2.0)
                  .containsEntry("channel.waiting.senders", 3.0)
                  .containsEntry("channel.waiting.receivers", 0.0)
                  .hasSize(4);
              channel.cancel();
            });
    assertThat(values("events")).containsEntry("channel.size", 0.0);
  }

  @Test
  void unlimitedOnes_haveNoCapacity() {
    metrics.bindTo(registry);
    metrics.queue("q", AsyncQueue.lifo());
    metrics.channel("c", Channel.unlimited());
    assertThat(values("q")).hasSize(3).doesNotContainKey("queue.capacity");
    assertThat(values("c")).hasSize(3).doesNotContainKey("channel.capacity");
  }

  @Test
  void dispatcherAndScope_showTheirTasks() throws Exception {
    metrics.bindTo(registry);
    Dispatcher dispatcher = Dispatchers.virtual().limitedParallelism(2);
    ServiceScope scope = ServiceScope.builder("s").maxConcurrent(3).maxQueued(9).open();
    metrics.dispatcher("db", dispatcher);
    scope.use(metrics.scope("orders", scope));
    CountDownLatch runs = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 5; i++) {
      scope
          .on(dispatcher)
          .launch(
              () -> {
                runs.countDown();
                release.await();
              });
    }
    runs.await();
    assertThat(values("db"))
        .containsEntry("dispatcher.permits", 2.0)
        .containsEntry("dispatcher.used", 2.0)
        .containsEntry("dispatcher.waiting", 1.0)
        .hasSize(3);
    assertThat(values("orders"))
        .containsEntry("scope.active", 3.0)
        .containsEntry("scope.queued", 2.0)
        .containsEntry("scope.open", 1.0)
        .hasSize(3);
    release.countDown();
    scope.close();
    assertThat(values("orders")).isEmpty();
  }

  @Test
  void closingScope_isNotOpen() throws Exception {
    metrics.bindTo(registry);
    ServiceScope scope = ServiceScope.open("s");
    CoroutineMetrics.Registration registration = metrics.scope("s", scope);
    scope.close();
    assertThat(values("s")).containsEntry("scope.open", 0.0);
    registration.close();
    assertThat(values("s")).isEmpty();
  }

  @Test
  void closedRegistration_removesItsMetersOnly() {
    MeterRegistry second = new SimpleMeterRegistry();
    metrics.bindTo(registry);
    metrics.bindTo(second);
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    AsyncQueue<String> other = AsyncQueue.fifo(1);
    CoroutineMetrics.Registration registration = metrics.queue("a", queue);
    metrics.queue("b", other);
    assertThat(second.getMeters()).hasSize(8);
    registration.close();
    registration.close();
    assertThat(values("a")).isEmpty();
    assertThat(values("b")).hasSize(4);
    assertThat(second.getMeters()).hasSize(4);
    metrics.queue("a", queue); // the name is free again
    registration.close(); // and the old registration has no part in it
    assertThat(values("a")).hasSize(4);
    metrics.close();
    assertThat(second.getMeters()).isEmpty();
  }

  @Test
  void collectedQueueAndChannel_leaveNoMeter() throws Exception {
    metrics.bindTo(registry);
    AsyncQueue<String> kept = AsyncQueue.fifo(1);
    metrics.queue("kept", kept);
    registerAndForget();
    Poll.until(
        () -> {
          System.gc();
          return values("gone").isEmpty();
        });
    assertThat(values("kept")).containsEntry("queue.capacity", 1.0);
    metrics.queue("gone", kept); // the name is free again
  }

  private void registerAndForget() {
    metrics.queue("gone", AsyncQueue.fifo(1));
    metrics.channel("gone", Channel.buffered(1));
    assertThat(values("gone")).isNotEmpty();
  }

  @Test
  void closedMetrics_keepNoRegistryInMemory() throws Exception {
    WeakReference<MeterRegistry> forgotten = bindAndClose();
    Poll.until(
        () -> {
          System.gc();
          return forgotten.get() == null;
        });
    metrics.bindTo(registry); // these are open
  }

  private static WeakReference<MeterRegistry> bindAndClose() {
    MeterRegistry forgotten = new SimpleMeterRegistry();
    CoroutineMetrics closed = CoroutineMetrics.create();
    closed.bindTo(forgotten);
    closed.close();
    return new WeakReference<>(forgotten);
  }

  @Test
  void closedMetrics_areNotKeptInMemory_byAQueue() throws Exception {
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    List<WeakReference<CoroutineMetrics>> closed =
        List.of(registerAndClose(queue, true), registerAndClose(queue, false));
    Poll.until(
        () -> {
          System.gc();
          return closed.stream().allMatch(metricsOfOld -> metricsOfOld.get() == null);
        });
    metrics.queue("q", queue);
  }

  private static WeakReference<CoroutineMetrics> registerAndClose(
      AsyncQueue<String> queue, boolean registrationOnly) {
    CoroutineMetrics closed = CoroutineMetrics.create();
    CoroutineMetrics.Registration registration = closed.queue("q", queue);
    if (registrationOnly) {
      registration.close();
    } else {
      closed.close();
    }
    return new WeakReference<>(closed);
  }

  @Test
  void badArguments_areRejected() {
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    metrics.queue("a", queue);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metrics.queue("a", queue))
        .withMessageContaining("queue named 'a'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metrics.queue(" ", queue))
        .withMessageContaining("name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metrics.dispatcher("io", Dispatchers.io()))
        .withMessageContaining("virtual has no limit");
    assertThatNullPointerException()
        .isThrownBy(() -> metrics.queue(null, queue))
        .withMessage("name");
    assertThatNullPointerException()
        .isThrownBy(() -> metrics.queue("b", null))
        .withMessage("queue");
    assertThatNullPointerException()
        .isThrownBy(() -> metrics.channel("b", null))
        .withMessage("channel");
    assertThatNullPointerException()
        .isThrownBy(() -> metrics.dispatcher("b", null))
        .withMessage("dispatcher");
    assertThatNullPointerException()
        .isThrownBy(() -> metrics.scope("b", null))
        .withMessage("scope");
    assertThatNullPointerException().isThrownBy(() -> metrics.bindTo(null)).withMessage("registry");
    metrics.close();
    for (Runnable late :
        List.<Runnable>of(() -> metrics.queue("c", queue), () -> metrics.bindTo(registry))) {
      assertThatIllegalStateException().isThrownBy(late::run).withMessageContaining("closed");
    }
  }
}
