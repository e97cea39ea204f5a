package org.coroutines4j.cancellation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.forEachConcurrent;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.gatherSettled;
import static org.coroutines4j.Async.mapConcurrent;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeout;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that the reason given to {@code cancel} is thrown, and that a timeout says where it was
 * set.
 */
class CancelReasonTest {
  /** Verbs that start tasks, each with a source that cancels the caller between two of them. */
  private static final Map<String, ThrowingRunnable> STARTERS = new TreeMap<>();

  static {
    STARTERS.put("mapConcurrent", () -> mapConcurrent(cancelling(1), i -> i));
    STARTERS.put("mapConcurrent, limited", () -> mapConcurrent(cancelling(1), 1, i -> i));
    STARTERS.put("forEachConcurrent", () -> forEachConcurrent(cancelling(1), 2, i -> {}));
    STARTERS.put("gather", () -> gather(CancelReasonTest.<Callable<Integer>>cancelling(() -> 1)));
    STARTERS.put(
        "gatherSettled",
        () -> gatherSettled(CancelReasonTest.<Callable<Integer>>cancelling(() -> 1)));
    STARTERS.put("race", () -> race(CancelReasonTest.<Callable<Integer>>cancelling(() -> 1)));
    STARTERS.put("taskScope", () -> taskScope().run(CancelReasonTest::cancelAndStart));
    STARTERS.put(
        "taskScope elsewhere",
        () -> taskScope().on(Dispatchers.cpu()).run(CancelReasonTest::cancelAndStart));
    STARTERS.put(
        "withContext",
        () ->
            withContext(
                Dispatchers.cpu(),
                () -> {
                  Tasks.current().cancel("my message");
                  delay(ofMinutes(5));
                }));
  }

  private static void cancelAndStart(TaskScope scope) {
    Tasks.current().cancel("my message");
    scope.launch(() -> {});
  }

  /** Cancels the task that asks for its elements. */
  private static <T> List<T> cancelling(T element) {
    return new AbstractList<>() {
      @Override
      public T get(int index) {
        Tasks.current().cancel("my message");
        return element;
      }

      @Override
      public int size() {
        return 3;
      }
    };
  }

  static Stream<String> starters() {
    return STARTERS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("starters")
  void callerThatIsCancelledMeanwhile_readsTheReason(String starter) {
    Throwable[] thrown = {null};
    run(
        scope ->
            scope
                .launch(() -> thrown[0] = catchThrowable(() -> STARTERS.get(starter).run()))
                .join());
    assertThat(thrown[0]).isInstanceOf(CancellationException.class).hasMessage("my message");
  }

  @Test
  void scope_thatCancelsItself_throwsItsReasonNotARefusal() {
    assertThat(
            catchThrowable(
                () ->
                    taskScope()
                        .named("shop")
                        .run(
                            scope -> {
                              scope.cancel("closing time");
                              scope.launch(() -> {});
                            })))
        .isInstanceOf(CancellationException.class)
        .hasMessage("closing time");
  }

  /** On a busy machine a deadline may pass before the code waits: that shows nothing. */
  private static Throwable timeoutOf(Function<Callable<Integer>, Integer> verb) {
    AtomicBoolean waits = new AtomicBoolean();
    Throwable thrown = null;
    while (!waits.get()) {
      thrown =
          catchThrowable(
              () ->
                  verb.apply(
                      () -> {
                        ensureActive();
                        waits.set(true);
                        whereItWaits();
                        return 1;
                      }));
    }
    return thrown;
  }

  private static void whereItWaits() {
    delay(ofMinutes(5));
  }

  @Test
  void timeout_namesBlockAndTask_andItsCauseShowsWhereTheWorkWaited() {
    Throwable[] thrown = new Throwable[4];
    run(
        scope ->
            scope
                .named("worker")
                .launch(
                    () -> {
                      thrown[0] = timeoutOf(code -> withTimeout(ofMillis(5), code));
                      thrown[1] =
                          timeoutOf(
                              code ->
                                  taskScope()
                                      .named("quote")
                                      .withTimeout(ofMillis(5))
                                      .call(s -> code.call()));
                      thrown[2] =
                          timeoutOf(
                              code ->
                                  taskScope()
                                      .named("quote")
                                      .call(s -> withTimeout(ofMillis(5), code)));
                    })
                .join());
    thrown[3] =
        timeoutOf(code -> withTimeout(ofMillis(5), () -> withContext(Dispatchers.cpu(), code)));
    assertThat(thrown)
        .allSatisfy(
            t -> {
              assertThat(t)
                  .isInstanceOf(TimeoutExceededException.class)
                  .hasMessageStartingWith("timed out after PT0.005S")
                  .hasCauseInstanceOf(CancellationException.class);
              assertThat(t.getCause().getStackTrace())
                  .anyMatch(frame -> frame.getMethodName().equals("whereItWaits"));
            });
    assertThat(thrown[0]).hasMessage("timed out after PT0.005S in task 'worker'");
    assertThat(thrown[1]).hasMessage("timed out after PT0.005S in scope 'quote' of task 'worker'");
    assertThat(thrown[2]).hasMessage("timed out after PT0.005S in scope 'quote' of task 'worker'");
    assertThat(thrown[3]).hasMessage("timed out after PT0.005S");
  }

  @Test
  void timeoutOfABlockingCall_showsWhereItWasBlocked() {
    for (ThrowingRunnable blocked :
        List.<ThrowingRunnable>of(
            () -> Thread.sleep(300_000),
            () -> {
              try {
                Thread.sleep(300_000);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            })) {
      Throwable thrown = catchThrowable(() -> withTimeout(ofMillis(5), blocked));
      assertThat(thrown).isInstanceOf(TimeoutExceededException.class);
      assertThat(thrown.getCause().getStackTrace())
          .anyMatch(frame -> frame.getClassName().startsWith(CancelReasonTest.class.getName()));
    }
  }

  @Test
  void cancelledTask_isAwaited_withItsReason() {
    run(
        scope -> {
          Task<?> task = scope.named("t").launch(() -> delay(ofMinutes(5)));
          task.cancel("my message");
          assertThat(catchThrowable(task::await)).hasMessage("task 't' was cancelled: my message");
        });
  }
}
