package org.coroutines4j.cancellation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.TimeBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that work that has not begun can be ended immediately, whichever tasks hold the threads or
 * permits.
 */
@Timeout(60)
class UnstartedWorkTest {
  /** What keeps a dispatcher busy until the test ends, and the dispatcher. */
  private record Busy(Dispatcher dispatcher, Runnable release) {}

  private interface Maker {
    Busy make(TaskScope scope) throws Exception;
  }

  private static final Map<String, Maker> BUSY = new TreeMap<>();

  static {
    BUSY.put("an executor", scope -> executor(false));
    BUSY.put("an interruptible executor", scope -> executor(true));
    BUSY.put("a limit", scope -> occupied(scope, Dispatchers.virtual().limitedParallelism(1)));
    BUSY.put("an event loop", scope -> occupied(scope, Dispatchers.eventLoop()));
    BUSY.put(
        "a limit within a limit",
        scope -> {
          Dispatcher outer = Dispatchers.virtual().limitedParallelism(1);
          return new Busy(outer.limitedParallelism(3), occupied(scope, outer).release());
        });
    BUSY.put("an executor that drops all", scope -> dropping(Dispatchers.from(task -> {})));
    BUSY.put(
        "a limit of one that drops all",
        scope -> dropping(Dispatchers.from(task -> {}).limitedParallelism(1)));
  }

  private static Busy executor(boolean interruptible) {
    ExecutorService executor = Executors.newSingleThreadExecutor(UnstartedWorkTest::daemon);
    CountDownLatch release = new CountDownLatch(1);
    executor.execute(() -> awaitQuietly(release));
    var dispatcher = Dispatchers.from(executor);
    return new Busy(interruptible ? dispatcher.interruptible() : dispatcher, release::countDown);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "the only one");
    thread.setDaemon(true);
    return thread;
  }

  private static Busy occupied(TaskScope scope, Dispatcher dispatcher) throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    scope
        .on(dispatcher)
        .launch(
            () -> {
              runs.countDown();
              awaitQuietly(release);
            });
    runs.await();
    return new Busy(dispatcher, release::countDown);
  }

  private static Busy dropping(Dispatcher dispatcher) {
    return new Busy(dispatcher, () -> {});
  }

  private static void awaitQuietly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static Stream<String> busy() {
    return BUSY.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("busy")
  void timeoutAroundIt_endsInTime(String kind) {
    run(
        scope -> {
          AtomicInteger ran = new AtomicInteger();
          Busy busy = BUSY.get(kind).make(scope);
          try {
            Throwable thrown =
                catchThrowable(
                    () ->
                        withTimeout(
                            ofMillis(20),
                            () -> withContext(busy.dispatcher(), ran::incrementAndGet)));
            assertThat(thrown)
                .isInstanceOf(TimeoutExceededException.class)
                .hasCauseInstanceOf(CancellationException.class);
            assertThat(
                    catchThrowable(
                        () ->
                            taskScope()
                                .on(busy.dispatcher())
                                .withTimeout(ofMillis(20))
                                .run(s -> ran.incrementAndGet())))
                .isInstanceOf(TimeoutExceededException.class);
          } finally {
            busy.release().run();
          }
          assertThat(ran).hasValue(0);
        });
  }

  @ParameterizedTest
  @MethodSource("busy")
  void taskThatIsCancelled_endsAtOnce_andNeverRuns(String kind) {
    run(
        scope -> {
          AtomicInteger ran = new AtomicInteger();
          Busy busy = BUSY.get(kind).make(scope);
          try {
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
              tasks.add(scope.on(busy.dispatcher()).launch(ran::incrementAndGet));
            }
            tasks.forEach(task -> task.cancel("not wanted"));
            for (Task<?> task : tasks) {
              task.join();
              assertThat(task.isCancelled()).isTrue();
            }
          } finally {
            busy.release().run();
          }
          assertThat(ran).hasValue(0);
        });
  }

  @ParameterizedTest
  @MethodSource("busy")
  void serviceThatIsClosed_endsInTime(String kind) {
    run(
        scope -> {
          Busy busy = BUSY.get(kind).make(scope);
          ServiceScope service = ServiceScope.open("service");
          try (CapturedLog log = new CapturedLog()) {
            Task<?> task = service.on(busy.dispatcher()).launch(() -> {});
            service.close(Duration.ofMinutes(5));
            assertThat(task.isCancelled()).isTrue();
            assertThat(log.lines()).isEmpty();
          } finally {
            busy.release().run();
          }
        });
  }

  /** The permits of withdrawn tasks are available to other tasks. */
  @ParameterizedTest
  @MethodSource("busy")
  void permits_ofWithdrawnTasks_areAvailable(String kind) {
    if (kind.contains("drops")) {
      return; // nothing else could run there
    }
    run(
        scope -> {
          AtomicInteger ran = new AtomicInteger();
          Busy busy = BUSY.get(kind).make(scope);
          try {
            for (int i = 0; i < 10; i++) {
              Task<?> task = scope.on(busy.dispatcher()).launch(ran::incrementAndGet);
              if (i % 2 == 0) {
                task.cancel();
              }
            }
          } finally {
            busy.release().run();
          }
          for (int i = 0; i < 5; i++) {
            withContext(busy.dispatcher(), ran::incrementAndGet);
          }
        });
  }

  /** A permit that was granted to a task that an executor never runs is not lost with it. */
  @Test
  void permitOfATaskThatIsDropped_isReleased() {
    AtomicInteger asked = new AtomicInteger();
    Executor firstIsDropped =
        task -> {
          if (asked.getAndIncrement() > 0) {
            new Thread(task).start();
          }
        };
    Dispatcher one = Dispatchers.from(firstIsDropped).limitedParallelism(1);
    assertThat(catchThrowable(() -> withTimeout(ofMillis(20), () -> withContext(one, () -> 1))))
        .isInstanceOf(TimeoutExceededException.class);
    assertThat(withTimeout(ofSeconds(30), () -> withContext(one, () -> 2))).isEqualTo(2);
  }

  @Test
  void executor_thatThrowsAfterRunning_isReported_taskKeepsItsValue() {
    Executor throwing =
        task -> {
          task.run();
          throw new RejectedExecutionException("too late");
        };
    try (CapturedLog log = new CapturedLog()) {
      assertThat(withContext(Dispatchers.from(throwing), () -> "value")).isEqualTo("value");
      assertThat(log.lines()).singleElement().asString().contains("too late");
    }
  }

  @Test
  void executorThatThrows_andRunsTheTaskAllTheSame_hasRefusedIt() {
    List<Runnable> kept = new ArrayList<>();
    Executor throwing =
        task -> {
          kept.add(task);
          throw new RejectedExecutionException("no");
        };
    AtomicInteger ran = new AtomicInteger();
    supervisorScope()
        .run(
            scope -> {
              Task<?> task = scope.on(Dispatchers.from(throwing)).launch(ran::incrementAndGet);
              assertThat(task.awaitOutcome())
                  .isInstanceOfSatisfying(
                      Outcome.Failure.class,
                      f ->
                          assertThat(f.exception()).isInstanceOf(RejectedExecutionException.class));
            });
    kept.forEach(Runnable::run);
    assertThat(ran).hasValue(0);
  }

  @Test
  void executorThatRunsTheTaskTwice_runsItOnce() {
    AtomicInteger ran = new AtomicInteger();
    Executor twice =
        task -> {
          task.run();
          task.run();
        };
    assertThat(withContext(Dispatchers.from(twice), ran::incrementAndGet)).isEqualTo(1);
    assertThat(ran).hasValue(1);
  }

  /** Each task has begun or ended, never neither, and no permit is lost. */
  @ParameterizedTest
  @ValueSource(strings = {"no limit", "limit", "event loop", "limit within a limit"})
  void cancelledWhileItBegins_runsOrEndsCancelled(String kind) {
    Dispatcher dispatcher =
        switch (kind) {
          case "limit" -> Dispatchers.virtual().limitedParallelism(1);
          case "event loop" -> Dispatchers.eventLoop();
          case "limit within a limit" ->
              Dispatchers.virtual().limitedParallelism(3).limitedParallelism(2);
          default -> Dispatchers.virtual();
        };
    run(
        scope -> {
          TimeBudget budget = TimeBudget.of(ofMillis(300), 200);
          while (budget.next()) {
            List<AtomicInteger> ran = new ArrayList<>();
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
              AtomicInteger own = new AtomicInteger();
              ran.add(own);
              tasks.add(scope.on(dispatcher).launch(own::incrementAndGet));
            }
            tasks.get(2).cancel();
            tasks.get(0).cancel();
            for (int i = 0; i < 4; i++) {
              tasks.get(i).join();
              int times = ran.get(i).get();
              assertThat(times).isBetween(tasks.get(i).isCancelled() ? 0 : 1, 1);
            }
          }
          assertThat(withContext(dispatcher, () -> "free")).isEqualTo("free");
        });
  }
}
