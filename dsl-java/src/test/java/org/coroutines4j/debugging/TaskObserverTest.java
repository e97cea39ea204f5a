package org.coroutines4j.debugging;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.call;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskEnd;
import org.coroutines4j.TaskEnd.Kind;
import org.coroutines4j.TaskInfo;
import org.coroutines4j.TaskObserver;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guards that an observer gets the start and the end of each task, with what it tells of them. */
@SuppressWarnings("try") // the resources are only to be closed
class TaskObserverTest {
  private final Recorder seen = new Recorder();
  private final TaskObserver.Registration registration = Diagnostics.observe(seen);

  /** Keeps what it is called with, in that order. */
  static final class Recorder implements TaskObserver {
    record Ended(TaskInfo task, TaskEnd end, Thread thread) {}

    final List<TaskInfo> started = new CopyOnWriteArrayList<>();
    final List<Ended> ended = new CopyOnWriteArrayList<>();

    @Override
    public void started(TaskInfo task) {
      started.add(task);
    }

    @Override
    public void ended(TaskInfo task, TaskEnd end) {
      ended.add(new Ended(task, end, Thread.currentThread()));
    }

    Ended only() {
      assertThat(ended).hasSize(1);
      return ended.get(0);
    }

    List<Kind> kinds() {
      return ended.stream().map(task -> task.end().kind()).toList();
    }
  }

  @AfterEach
  void remove() {
    registration.close();
  }

  @Test
  void taskThatSucceeds_isToldWithItsNameScopeAndId() {
    AtomicReference<String> json = new AtomicReference<>();
    taskScope()
        .named("orders")
        .run(scope -> scope.named("load").launch(() -> json.set(Diagnostics.dumpJson(false))));
    TaskInfo task = seen.only().task();
    assertThat(seen.started).containsExactly(task);
    assertThat(task).isEqualTo(new TaskInfo(task.id(), "load", true, "orders", false));
    assertThat(json.get()).containsPattern("\"id\":" + task.id() + ",[^{]*\"name\":\"load\"");
    assertThat(seen.only().end().kind()).isEqualTo(Kind.SUCCEEDED);
    assertThat(seen.only().end().failure()).isNull();
  }

  @Test
  void taskWithoutName_isToldAsUnnamed() {
    taskScope().run(scope -> scope.launch(() -> {}));
    TaskInfo task = seen.only().task();
    assertThat(task.named()).isFalse();
    assertThat(task.name()).isEqualTo("task-" + task.id());
    assertThat(task.scope()).isEqualTo("taskScope");
  }

  @Test
  void timeOfTask_lastsFromItsCodeToItsEnd() {
    taskScope().run(scope -> scope.launch(() -> delay(ofMillis(30))));
    assertThat(seen.only().end().ran()).isGreaterThanOrEqualTo(ofMillis(30));
  }

  @Test
  void failedTask_isToldWithItsFailure() {
    IllegalStateException failure = new IllegalStateException("broken");
    assertThatThrownBy(
            () ->
                taskScope()
                    .run(
                        scope ->
                            scope.launch(
                                () -> {
                                  throw failure;
                                })))
        .isSameAs(failure);
    assertThat(seen.only().end().kind()).isEqualTo(Kind.FAILED);
    assertThat(seen.only().end().failure()).isSameAs(failure);
  }

  @Test
  void cancelledTask_isToldAsCancelled() {
    taskScope()
        .run(
            scope -> {
              CountDownLatch begun = new CountDownLatch(1);
              Task<?> task =
                  scope.launch(
                      () -> {
                        begun.countDown();
                        delay(ofDays(1));
                      });
              begun.await();
              task.cancel("enough");
            });
    assertThat(seen.only().end().kind()).isEqualTo(Kind.CANCELLED);
    assertThat(seen.only().end().failure()).isNull();
    assertThat(seen.started).hasSize(1);
  }

  @Test
  void lazyTask_neverStarted_isToldAsCancelled() {
    taskScope().run(scope -> scope.lazily().named("lazy").async(() -> 1));
    assertNeverRan(Kind.CANCELLED, "lazy");
  }

  @Test
  void task_cancelledBeforeItsCode_hasOnlyAnEnd() {
    taskScope()
        .run(
            scope -> {
              Task<?> task = scope.lazily().named("early").async(() -> 1);
              task.cancel("too late");
            });
    assertNeverRan(Kind.CANCELLED, "early");
  }

  @Test
  void task_cancelledWhileItWaitsForAPermit_hasOnlyAnEnd() {
    run(
        scope ->
            withContext(
                Dispatchers.eventLoop(),
                () ->
                    taskScope()
                        .run(inner -> inner.named("queued").launch(() -> {}).cancel("no need"))));
    assertNeverRan(Kind.CANCELLED, "queued");
  }

  @Test
  void task_refusedByItsExecutor_isToldAsFailed() {
    Executor refusing =
        work -> {
          throw new RejectedExecutionException("full");
        };
    Throwable thrown =
        catchThrowable(
            () ->
                taskScope()
                    .run(
                        scope ->
                            scope
                                .on(Dispatchers.from(refusing))
                                .named("refused")
                                .launch(() -> {})));
    assertThat(thrown).isInstanceOf(RejectedExecutionException.class);
    assertNeverRan(Kind.FAILED, "refused");
    assertThat(seen.only().end().failure()).isSameAs(thrown);
  }

  private void assertNeverRan(Kind kind, String name) {
    assertThat(seen.started).isEmpty();
    assertThat(seen.only().end().kind()).isEqualTo(kind);
    assertThat(seen.only().end().ran()).isEqualTo(Duration.ZERO);
    assertThat(seen.only().task().name()).isEqualTo(name);
  }

  @Test
  void daemonTask_isToldAsDaemon() {
    taskScope()
        .run(
            scope -> {
              CountDownLatch begun = new CountDownLatch(1);
              scope.background(
                  () -> {
                    begun.countDown();
                    delay(ofDays(1));
                  });
              begun.await();
            });
    assertThat(seen.only().task().daemon()).isTrue();
    assertThat(seen.kinds()).containsExactly(Kind.CANCELLED);
  }

  @Test
  void tasksOfAService_areToldWithItsName() {
    try (ServiceScope service = ServiceScope.open("mail")) {
      service.launch(() -> {}).join();
    }
    assertThat(seen.only().task().scope()).isEqualTo("mail");
  }

  @Test
  void tasksOfGather_areTold() {
    assertThat(gather(() -> 1, () -> 2)).containsExactly(1, 2);
    assertThat(seen.started).hasSize(2);
    assertThat(seen.kinds()).containsExactly(Kind.SUCCEEDED, Kind.SUCCEEDED);
  }

  @Test
  void partsOfATask_areNotTold() {
    taskScope()
        .run(
            scope ->
                scope.launch(
                    () -> withTimeout(ofDays(1), () -> withContext(Dispatchers.cpu(), () -> 1))));
    assertThat(seen.started).hasSize(1);
    assertThat(seen.ended).hasSize(1);
  }

  @Test
  void start_isToldInsideTheContext_onTheThreadOfTheTask() {
    ThreadLocal<String> user = new ThreadLocal<>();
    AtomicReference<String> atStart = new AtomicReference<>();
    AtomicReference<Thread> thread = new AtomicReference<>();
    TaskObserver reading =
        new TaskObserver() {
          @Override
          public void started(TaskInfo task) {
            atStart.set(user.get());
            thread.set(Thread.currentThread());
          }
        };
    AtomicReference<Thread> ofTask = new AtomicReference<>();
    try (TaskObserver.Registration unused = Diagnostics.observe(reading)) {
      taskScope()
          .run(
              scope ->
                  scope
                      .with(ContextElement.threadLocal(user, "ann"))
                      .launch(() -> ofTask.set(Thread.currentThread())));
    }
    assertThat(atStart.get()).isEqualTo("ann");
    assertThat(thread.get()).isSameAs(ofTask.get());
  }

  @Test
  void observerThatThrows_isLogged_andHarmsNoTask() {
    TaskObserver broken =
        new TaskObserver() {
          @Override
          public void started(TaskInfo task) {
            throw new IllegalStateException("no start");
          }

          @Override
          public void returned(TaskInfo task) {
            throw new IllegalStateException("no return");
          }

          @Override
          public void ended(TaskInfo task, TaskEnd end) {
            throw new AssertionError("no end");
          }
        };
    registration.close();
    try (CapturedLog log = new CapturedLog();
        TaskObserver.Registration first = Diagnostics.observe(broken);
        TaskObserver.Registration last = Diagnostics.observe(seen)) {
      int value = call(scope -> scope.named("a").async(() -> 1).await());
      assertThat(value).isEqualTo(1);
      assertThat(log.lines())
          .containsExactly(
              "C4J-110: an observer of tasks failed at the start of task 'a': "
                  + "java.lang.IllegalStateException: no start",
              "C4J-110: an observer of tasks failed at the return of task 'a': "
                  + "java.lang.IllegalStateException: no return",
              "C4J-110: an observer of tasks failed at the end of task 'a': "
                  + "java.lang.AssertionError: no end");
    }
    assertThat(seen.started).hasSize(1);
    assertThat(seen.kinds()).containsExactly(Kind.SUCCEEDED);
  }

  /** Notes each call, with the thread and the value of a thread-local. */
  private record Marking(String name, List<String> calls, ThreadLocal<String> user)
      implements TaskObserver {
    private void note(String call) {
      calls.add(name + " " + call + at(user.get()));
    }

    static String at(String userHere) {
      return " " + userHere + " " + System.identityHashCode(Thread.currentThread());
    }

    @Override
    public void started(TaskInfo task) {
      note("started");
    }

    @Override
    public void returned(TaskInfo task) {
      note("returned");
    }
  }

  @Test
  void return_isToldOnTheThreadOfTheTask_lastObserverFirst() {
    ThreadLocal<String> user = new ThreadLocal<>();
    List<String> calls = new CopyOnWriteArrayList<>();
    AtomicReference<String> place = new AtomicReference<>();
    Throwable thrown;
    try (TaskObserver.Registration first = Diagnostics.observe(new Marking("a", calls, user));
        TaskObserver.Registration last = Diagnostics.observe(new Marking("b", calls, user))) {
      thrown =
          catchThrowable(
              () ->
                  taskScope()
                      .run(
                          scope ->
                              scope
                                  .with(ContextElement.threadLocal(user, "ann"))
                                  .launch(
                                      () -> {
                                        place.set(Marking.at("ann"));
                                        calls.add("code");
                                        throw new IllegalStateException("broken");
                                      })));
    }
    assertThat(thrown).hasMessage("broken");
    String at = place.get();
    assertThat(calls)
        .containsExactly(
            "a started" + at, "b started" + at, "code", "b returned" + at, "a returned" + at);
  }

  @Test
  void return_isTold_evenIfTheObserverWasRemoved() {
    List<String> calls = new CopyOnWriteArrayList<>();
    TaskObserver.Registration marking =
        Diagnostics.observe(new Marking("a", calls, new ThreadLocal<>()));
    taskScope().run(scope -> scope.launch(marking::close));
    taskScope().run(scope -> scope.launch(() -> {}));
    assertThat(calls).hasSize(2);
    assertThat(calls.get(1)).startsWith("a returned");
  }

  @Test
  void endOfTask_thatClosesItsService_doesNotWaitForItself() throws Exception {
    ServiceScope service = ServiceScope.open("mail");
    TaskObserver closing =
        new TaskObserver() {
          @Override
          public void ended(TaskInfo task, TaskEnd end) {
            service.close();
          }
        };
    try (TaskObserver.Registration unused = Diagnostics.observe(closing)) {
      service.launch(() -> {});
      Poll.until(() -> !service.isActive());
    }
    service.close();
    assertThat(seen.kinds()).containsExactly(Kind.SUCCEEDED);
  }

  @Test
  void removedObserver_isNotCalled_evenIfClosedTwice() {
    taskScope()
        .run(
            scope -> {
              scope
                  .launch(
                      () -> {
                        registration.close();
                        registration.close();
                      })
                  .join();
              scope.launch(() -> {});
            });
    assertThat(seen.started).hasSize(1);
    assertThat(seen.ended).isEmpty();
  }

  @Test
  void observerAddedWhileATaskRuns_isNotToldOfItsEnd() {
    Recorder late = new Recorder();
    AtomicReference<TaskObserver.Registration> added = new AtomicReference<>();
    taskScope().run(scope -> scope.launch(() -> added.set(Diagnostics.observe(late))));
    added.get().close();
    assertThat(late.ended).isEmpty();
    assertThat(seen.ended).hasSize(1);
  }

  @Test
  void valueOfAnObservedTask_isKept_beforeAndAfterItsEnd() {
    AtomicReference<Object> beforeObservers = new AtomicReference<>(); // handlers come first
    String value =
        call(
            scope -> {
              Task<String> task = scope.lazily().async(() -> "value");
              task.onCompletion(outcome -> beforeObservers.set(outcome.getOrThrow()));
              task.join();
              return task.await();
            });
    assertThat(value).isEqualTo("value");
    assertThat(beforeObservers.get()).isEqualTo("value");
  }
}
