package org.coroutines4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.supervisorScope;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that registrations, tasks and scrapes may run concurrently with the close of the metrics,
 * and that nothing is left of them.
 */
@Tag("stress")
class RegistrationStressTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void closeDuringRegistrations_leavesNoMeter() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    Rounds rounds = Rounds.atLeast(10);
    while (rounds.next()) {
      CoroutineMetrics metrics = CoroutineMetrics.create();
      metrics.bindTo(registry);
      supervisorScope()
          .run(
              scope -> {
                for (int i = 0; i < 4; i++) {
                  String name = "q" + i;
                  scope.launch(() -> register(metrics, name, refused));
                  scope.launch(this::scrape);
                  scope.launch(() -> startTasks(scope));
                }
                scope.launch(metrics::close);
              });
      assertThat(registry.getMeters()).isEmpty();
    }
  }

  private static void register(CoroutineMetrics metrics, String name, AtomicInteger refused) {
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    for (int i = 0; i < 20; i++) {
      try (CoroutineMetrics.Registration registration = metrics.queue(name, queue)) {
        assertThat(registration).isNotNull();
      } catch (IllegalStateException e) {
        refused.incrementAndGet();
      }
    }
  }

  private void scrape() {
    for (int i = 0; i < 20; i++) {
      registry.getMeters().forEach(meter -> assertThat(meter.measure()).isNotEmpty());
    }
  }

  private static void startTasks(TaskScope scope) {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      scope.named(name).launch(() -> {});
    }
  }
}
