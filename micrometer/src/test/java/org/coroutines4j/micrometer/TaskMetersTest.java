package org.coroutines4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guards that each task is counted once, under bounded tag values. */
class TaskMetersTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final CoroutineMetrics metrics = CoroutineMetrics.builder().maxNames(3).build();

  TaskMetersTest() {
    metrics.bindTo(registry);
  }

  @AfterEach
  void close() {
    metrics.close();
    assertThat(registry.getMeters()).isEmpty();
  }

  private double started(String task, String scope) {
    return registry.get(Meters.TASKS_STARTED).tags("task", task, "scope", scope).counter().count();
  }

  private double active(String task, String scope) {
    return registry.get(Meters.TASKS_ACTIVE).tags("task", task, "scope", scope).gauge().value();
  }

  private Timer ended(String task, String scope, String outcome) {
    return registry
        .get(Meters.TASKS)
        .tags("task", task, "scope", scope, "outcome", outcome)
        .timer();
  }

  @Test
  void tasks_areCountedByOutcome() {
    assertThatThrownBy(
            () ->
                supervisorScope()
                    .named("shop")
                    .run(
                        scope -> {
                          for (int i = 0; i < 5; i++) {
                            scope.named("order").async(() -> 1);
                          }
                          scope.named("order").async(() -> Integer.parseInt("x"));
                          Task<?> cancelled =
                              scope.named("order").launch(() -> delay(Duration.ofHours(1)));
                          CountDownLatch runs = new CountDownLatch(1);
                          Task<?> interrupted =
                              scope
                                  .named("order")
                                  .launch(
                                      () -> {
                                        runs.countDown();
                                        Thread.sleep(100_000);
                                      });
                          runs.await();
                          cancelled.cancel();
                          interrupted.cancel();
                        }))
        .isInstanceOf(NumberFormatException.class);

    assertThat(ended("order", "shop", "succeeded").count()).isEqualTo(5);
    assertThat(ended("order", "shop", "failed").count()).isEqualTo(1);
    assertThat(ended("order", "shop", "cancelled").count()).isEqualTo(2);
    assertThat(active("order", "shop")).isZero();
    assertThat(ended("order", "shop", "succeeded").totalTime(TimeUnit.NANOSECONDS)).isPositive();
  }

  @Test
  void runningTask_isActive() throws Exception {
    CountDownLatch runs = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    try (ServiceScope scope = ServiceScope.open("service")) {
      for (int i = 0; i < 2; i++) {
        scope
            .named("worker")
            .launch(
                () -> {
                  runs.countDown();
                  release.await();
                });
      }
      runs.await();
      assertThat(active("worker", "service")).isEqualTo(2);
      assertThat(started("worker", "service")).isEqualTo(2);
      assertThat(ended("worker", "service", "succeeded").count()).isZero();
      release.countDown();
    }
    assertThat(active("worker", "service")).isZero();
  }

  @Test
  void taskThatNeverRan_isCancelled_butWasNotStarted() {
    taskScope()
        .named("lazy")
        .run(
            scope -> {
              Task<?> task = scope.named("never").lazily().launch(() -> {});
              task.cancel();
              task.join();
            });
    assertThat(started("never", "lazy")).isZero();
    assertThat(active("never", "lazy")).isZero();
    assertThat(ended("never", "lazy", "cancelled").count()).isEqualTo(1);
  }

  @Test
  void madeUpNames_shareOneValue() {
    taskScope()
        .named("many")
        .run(
            scope -> {
              for (int i = 0; i < 50; i++) {
                scope.launch(() -> {});
              }
            });
    assertThat(started("unnamed", "many")).isEqualTo(50);
    assertThat(registry.find(Meters.TASKS_STARTED).counters()).hasSize(1);
  }

  @Test
  void namesBeyondTheLimit_shareOneValue() {
    for (int i = 0; i < 10; i++) {
      String name = "s" + i;
      taskScope().named(name).run(scope -> scope.named("t" + name).launch(() -> {}));
    }
    assertThat(started("ts2", "s2")).isEqualTo(1);
    assertThat(started("other", "other")).isEqualTo(7);
    assertThat(registry.find(Meters.TASKS_STARTED).counters()).hasSize(4);
  }

  @Test
  void taskThatIsRunning_whenMetricsAreBound_isNotCounted() throws Exception {
    MeterRegistry late = new SimpleMeterRegistry();
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (ServiceScope scope = ServiceScope.open("service")) {
      scope.launch(
          () -> {
            runs.countDown();
            release.await();
          });
      runs.await();
      metrics.bindTo(late);
      release.countDown();
    }
    assertThat(late.getMeters()).isEmpty();
  }

  @Test
  void registryThatIsBoundTwice_countsOnce() {
    metrics.bindTo(registry);
    taskScope().named("s").run(scope -> scope.named("t").launch(() -> {}));
    assertThat(started("t", "s")).isEqualTo(1);
  }

  @Test
  void commonTags_areAdded() {
    MeterRegistry tagged = new SimpleMeterRegistry();
    CoroutineMetrics own = CoroutineMetrics.builder().tags(Tags.of("app", "shop")).build();
    own.bindTo(tagged);
    taskScope().run(scope -> scope.named("t").launch(() -> {}));
    assertThat(tagged.get(Meters.TASKS_STARTED).tags("app", "shop").counter().count()).isOne();
    own.close();
    assertThat(tagged.getMeters()).isEmpty();
  }

  @Test
  void closedMetrics_countNothing_andRefuseRegistries() {
    metrics.close();
    taskScope().run(scope -> scope.named("t").launch(() -> {}));
    assertThat(registry.getMeters()).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> metrics.bindTo(registry));
  }

  @Test
  void limitBelowOne_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoroutineMetrics.builder().maxNames(0))
        .withMessageContaining("maxNames")
        .withMessageContaining("0");
  }
}
