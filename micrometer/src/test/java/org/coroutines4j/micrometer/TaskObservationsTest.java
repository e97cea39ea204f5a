package org.coroutines4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskEnd;
import org.coroutines4j.TaskInfo;
import org.coroutines4j.TaskObserver;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Guards that each named task has one observation, which is current while its code runs and nowhere
 * afterwards, and whose parent was current where the task was started.
 */
class TaskObservationsTest {
  private final TestObservationRegistry registry = TestObservationRegistry.create();
  private final Map<String, Observation.Context> stopped = new ConcurrentHashMap<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<String> named = new CopyOnWriteArrayList<>();
  private final TaskObservations observations = TaskObservations.start(registry, 5);

  TaskObservationsTest() {
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<>() {
              @Override
              public void onEvent(Observation.Event event, Observation.Context context) {
                events.add(context.getContextualName() + " " + event.getName());
              }

              @Override
              public void onStop(Observation.Context context) {
                if (context instanceof TaskObservationContext) {
                  named.add(context.getHighCardinalityKeyValue("task.name").getValue());
                }
                stopped.put(String.valueOf(context.getContextualName()), context);
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
  }

  @AfterEach
  void close() {
    observations.close();
    assertThat(registry.getCurrentObservation()).isNull();
    assertThat(registry.getCurrentObservationScope()).isNull();
  }

  private String parentOf(String name) {
    return String.valueOf(
        stopped.get(name).getParentObservation().getContextView().getContextualName());
  }

  private String current() {
    Observation current = registry.getCurrentObservation();
    return current == null ? "none" : String.valueOf(current.getContext().getContextualName());
  }

  private static String low(Observation.Context context, String key) {
    return context.getLowCardinalityKeyValue(key).getValue();
  }

  @Test
  void namedTask_isObserved_withItsNames() {
    taskScope().named("shop").run(scope -> scope.named("order").launch(() -> {}));
    TestObservationRegistryAssert.assertThat(registry)
        .hasNumberOfObservationsEqualTo(1)
        .hasObservationWithNameEqualTo("coroutines4j.task")
        .that()
        .hasBeenStarted()
        .hasBeenStopped()
        .hasContextualNameEqualTo("order")
        .hasLowCardinalityKeyValue("task", "order")
        .hasLowCardinalityKeyValue("scope", "shop")
        .hasLowCardinalityKeyValue("outcome", "succeeded")
        .hasHighCardinalityKeyValue("task.name", "order")
        .hasHighCardinalityKeyValueWithKey("task.id")
        .doesNotHaveError();
  }

  @Test
  void context_hasTheTask() {
    taskScope().run(scope -> scope.named("order").launch(() -> {}));
    assertThat(stopped.get("order"))
        .isInstanceOfSatisfying(
            TaskObservationContext.class,
            context -> assertThat(context.getTask().name()).isEqualTo("order"));
  }

  @Test
  void unnamedTask_isNotObserved_butPassesTheParentOn() {
    taskScope()
        .run(
            scope ->
                scope
                    .named("outer")
                    .launch(
                        () ->
                            gather(
                                () -> {
                                  assertThat(current()).isEqualTo("outer");
                                  taskScope().run(in -> in.named("inner").launch(() -> {}));
                                  return null;
                                })));
    assertThat(stopped).containsOnlyKeys("outer", "inner");
    assertThat(parentOf("inner")).isEqualTo("outer");
    assertThat(stopped.get("outer").getParentObservation()).isNull();
  }

  @Test
  void parent_isCurrentWhereTheTaskWasStarted() {
    Observation request =
        Observation.createNotStarted("http", registry).contextualName("request").start();
    request.scoped(
        () ->
            taskScope()
                .run(
                    scope -> {
                      Task<?> lazy = scope.named("lazy").lazily().launch(() -> {});
                      scope
                          .named("a")
                          .launch(
                              () -> {
                                assertThat(current()).isEqualTo("a");
                                lazy.start();
                                taskScope().run(in -> in.named("b").launch(() -> {}));
                                assertThat(current()).isEqualTo("a");
                              })
                          .join();
                    }));
    request.stop();
    assertThat(parentOf("a")).isEqualTo("request");
    assertThat(parentOf("b")).isEqualTo("a");
    assertThat(parentOf("lazy")).isEqualTo("request"); // where it was created
  }

  @Test
  void observation_followsTheTask_toAnotherThread() {
    taskScope()
        .run(
            scope ->
                scope
                    .named("a")
                    .launch(
                        () ->
                            withContext(
                                Dispatchers.cpu(),
                                () -> {
                                  assertThat(current()).isEqualTo("a");
                                  taskScope().run(in -> in.named("b").launch(() -> {}));
                                })));
    assertThat(parentOf("b")).isEqualTo("a");
  }

  @Test
  void failedTask_hasAnError() {
    Throwable thrown =
        catchThrowable(
            () ->
                taskScope()
                    .run(scope -> scope.named("bad").async(() -> Integer.parseInt("x")).await()));
    assertThat(thrown).isInstanceOf(NumberFormatException.class);
    assertThat(stopped.get("bad").getError()).isSameAs(thrown);
    assertThat(low(stopped.get("bad"), "outcome")).isEqualTo("failed");
  }

  @Test
  void cancelledTasks_haveAnEvent_andNoError() {
    taskScope()
        .run(
            scope -> {
              CountDownLatch runs = new CountDownLatch(2);
              Task<?> waiting =
                  scope
                      .named("waiting")
                      .launch(
                          () -> {
                            runs.countDown();
                            delay(Duration.ofHours(1));
                          });
              Task<?> blocked =
                  scope
                      .named("blocked")
                      .launch(
                          () -> {
                            runs.countDown();
                            Thread.sleep(100_000);
                          });
              runs.await();
              waiting.cancel();
              blocked.cancel();
              scope.named("never").lazily().launch(() -> {}).cancel();
            });
    assertThat(stopped).containsOnlyKeys("waiting", "blocked");
    for (Observation.Context context : stopped.values()) {
      assertThat(context.getError()).isNull();
      assertThat(low(context, "outcome")).isEqualTo("cancelled");
    }
    assertThat(events).containsExactlyInAnyOrder("waiting cancelled", "blocked cancelled");
  }

  @Test
  void namesBeyondTheLimit_shareOneValue() {
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 8; i++) {
                scope.named("t" + i).launch(() -> {}).join();
              }
            });
    assertThat(stopped).containsOnlyKeys("t0", "t1", "t2", "t3", "t4", "other");
    assertThat(named).containsExactlyInAnyOrder("t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7");
  }

  @Test
  void pooledThread_hasNoObservationAfterwards() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      String inTask =
          taskScope()
              .<String>call(
                  scope ->
                      scope.on(Dispatchers.from(pool)).named("a").async(this::current).await());
      assertThat(inTask).isEqualTo("a");
      assertThat(pool.submit(this::current).get()).isEqualTo("none");
      String unnamed =
          taskScope()
              .<String>call(scope -> scope.on(Dispatchers.from(pool)).async(this::current).await());
      assertThat(unnamed).isEqualTo("none");
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void handlerThatThrows_leavesNoObservationCurrent() throws Exception {
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<>() {
              @Override
              public void onScopeOpened(Observation.Context context) {
                throw new IllegalStateException("no scope");
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (CapturedLog log = new CapturedLog()) {
      String inTask =
          taskScope()
              .<String>call(
                  scope ->
                      scope.on(Dispatchers.from(pool)).named("a").async(this::current).await());
      assertThat(inTask).isEqualTo("none");
      assertThat(pool.submit(this::current).get()).isEqualTo("none");
      assertThat(log.lines()).singleElement().asString().contains("C4J-110", "no scope");
    } finally {
      pool.shutdown();
    }
    assertThat(stopped).containsOnlyKeys("a");
  }

  @Test
  void closeWhileATaskRuns_stopsItsObservation_whenItReturns() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (ServiceScope scope = ServiceScope.open("s")) {
      CountDownLatch runs = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      scope
          .on(Dispatchers.from(pool))
          .named("a")
          .launch(
              () -> {
                runs.countDown();
                release.await();
                assertThat(current()).isEqualTo("a");
              });
      runs.await();
      observations.close();
      assertThat(stopped).isEmpty();
      release.countDown();
      assertThat(pool.submit(this::current).get()).isEqualTo("none");
      assertThat(low(stopped.get("a"), "outcome")).isEqualTo("unknown");
      scope.named("later").launch(() -> {}).join();
    } finally {
      pool.shutdown();
    }
    assertThat(stopped).containsOnlyKeys("a");
  }

  /** The first observer is told of the end before the observations are. */
  @Test
  void closeBetweenReturnAndEnd_stopsTheObservation() {
    observations.close();
    AtomicReference<TaskObservations> late = new AtomicReference<>();
    TaskObserver closing =
        new TaskObserver() {
          @Override
          public void ended(TaskInfo task, TaskEnd end) {
            assertThat(stopped).isEmpty();
            late.get().close();
            assertThat(stopped).containsOnlyKeys("a");
          }
        };
    try (TaskObserver.Registration first = Diagnostics.observe(closing);
        CapturedLog log = new CapturedLog()) {
      assertThat(first).isNotNull();
      late.set(TaskObservations.start(registry));
      taskScope().run(scope -> scope.named("a").launch(() -> {}));
      assertThat(log.lines()).isEmpty();
    }
    assertThat(stopped).containsOnlyKeys("a");
  }

  @Test
  void refusedObservation_isNotCurrent() {
    registry
        .observationConfig()
        .observationPredicate(
            (name, context) ->
                !(context instanceof TaskObservationContext task)
                    || !task.getTask().name().equals("noise"));
    taskScope()
        .run(
            scope ->
                scope
                    .named("a")
                    .launch(
                        () ->
                            taskScope()
                                .run(
                                    in ->
                                        in.named("noise")
                                            .launch(() -> assertThat(current()).isEqualTo("a")))));
    assertThat(stopped).containsOnlyKeys("a");
  }

  @Test
  void registryThatDoesNothing_costsNoObservation() {
    try (TaskObservations none = TaskObservations.start(ObservationRegistry.NOOP)) {
      assertThat(none).isNotNull();
      taskScope().run(scope -> scope.named("a").launch(() -> {}));
    }
    assertThat(stopped).containsOnlyKeys("a"); // by the other registry
  }

  @Test
  void badArguments_areRejected() {
    assertThatNullPointerException()
        .isThrownBy(() -> TaskObservations.start(null))
        .withMessage("registry");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskObservations.start(registry, 0))
        .withMessageContaining("maxNames");
    assertThatNullPointerException()
        .isThrownBy(() -> new TaskObservationContext(null))
        .withMessage("task");
  }
}
