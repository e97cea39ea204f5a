package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guards that a service whose tasks run on an executor of the user is limited and closed. */
class ServiceExecutorTest {
  /** Longer than the tests may take: a wait that should end is found by their time limit. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final Duration SHORT = Duration.ofMillis(20);

  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> events = new CopyOnWriteArrayList<>();

  @AfterEach
  void shutDown() {
    executor.shutdownNow();
  }

  private ServiceScope.Builder onExecutor() {
    return ServiceScope.builder("shop").dispatcher(Dispatchers.from(executor));
  }

  @Test
  void gracefulCloseByTheHandler_closes() throws Exception {
    AtomicReference<ServiceScope> opened = new AtomicReference<>();
    ServiceScope scope =
        onExecutor().onFailure((task, failure) -> opened.get().closeGracefully(LONG, LONG)).open();
    opened.set(scope);
    scope.use(() -> events.add("closed"));
    scope.launch(
        () -> {
          throw new IllegalStateException("boom");
        });
    Poll.until(() -> events.contains("closed"));
  }

  @Test
  void resources_afterTheExecutorIsShutDown_areClosed() throws Exception {
    ServiceScope scope = onExecutor().open();
    scope.use(() -> events.add("closed"));
    CountDownLatch running = new CountDownLatch(1);
    Task<?> task =
        scope.launch(
            () -> {
              running.countDown();
              release.await();
            });
    running.await();
    try (CapturedLog log = new CapturedLog()) {
      scope.close(SHORT);
      assertThat(log.lines()).singleElement().asString().contains("did not end within");
    }
    executor.shutdown();
    release.countDown();
    task.join();
    Poll.until(() -> events.contains("closed"));
  }

  @Test
  void closeByTheHandlerOfTheCloser_returns() {
    AtomicReference<ServiceScope> opened = new AtomicReference<>();
    ServiceScope scope =
        ServiceScope.builder("shop")
            .onFailure(
                (task, failure) -> {
                  events.add("not started");
                  opened.get().close(LONG);
                })
            .open();
    opened.set(scope);
    scope.lazily().launch(() -> {});
    scope.closeGracefully(SHORT, LONG);
    assertThat(events).containsExactly("not started");
  }

  @Test
  void task_thatAdmitsTheNextOnItsThread_completesFirst() throws Exception {
    ServiceScope scope =
        ServiceScope.builder("shop")
            .dispatcher(Dispatchers.from(Runnable::run))
            .maxConcurrent(1)
            .maxQueued(1)
            .open();
    CountDownLatch running = new CountDownLatch(1);
    AtomicReference<Task<?>> first = new AtomicReference<>();
    Thread caller =
        new Thread(
            () ->
                scope.launch(
                    () -> {
                      first.set(Tasks.current());
                      running.countDown();
                      release.await();
                    }));
    caller.start();
    running.await();
    CountDownLatch awaited = new CountDownLatch(1);
    Task<?> next = scope.launch(awaited::await);
    release.countDown();
    first.get().join();
    awaited.countDown();
    next.await();
    caller.join();
    scope.close();
  }
}
