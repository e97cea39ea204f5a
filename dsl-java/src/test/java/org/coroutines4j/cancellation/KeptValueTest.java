package org.coroutines4j.cancellation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.NonCancellable;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that a value obtained before a cancellation was observed is returned, and that code that
 * has observed its cancellation does not succeed.
 */
class KeptValueTest {
  private static final Duration SHORT = ofMillis(10);
  private static final Dispatcher ELSEWHERE = Dispatchers.cpu().limitedParallelism(1);

  /** Every verb that runs a lambda of the caller's and returns its value. */
  private static final Map<String, Function<Callable<String>, String>> VERBS = new TreeMap<>();

  static {
    VERBS.put("withTimeout", code -> withTimeout(ofMinutes(5), code));
    VERBS.put("withTimeoutOrEmpty", code -> withTimeoutOrEmpty(ofMinutes(5), code).orElse("empty"));
    VERBS.put("withContext", code -> withContext(Dispatchers.cpu(), code));
    VERBS.put("withContext, same dispatcher", code -> withContext(Dispatchers.virtual(), code));
    VERBS.put("withContext, event loop", code -> withContext(Dispatchers.eventLoop(), code));
    VERBS.put("taskScope", code -> taskScope().call(scope -> code.call()));
    VERBS.put(
        "taskScope on a dispatcher",
        code -> taskScope().on(Dispatchers.cpu()).call(scope -> code.call()));
    VERBS.put(
        "taskScope with a limit",
        code -> taskScope().withTimeout(ofMinutes(5)).call(scope -> code.call()));
    VERBS.put("supervisorScope", code -> supervisorScope().call(scope -> code.call()));
    VERBS.put("call", code -> Async.call(scope -> code.call()));
    VERBS.put("nonCancellable", code -> nonCancellable(code));
    VERBS.put("blocking", code -> blocking(code));
    VERBS.put("blocking with onCancel", code -> blocking(code, () -> {}));
    VERBS.put("nested", code -> taskScope().call(s -> withTimeout(ofMinutes(5), code)));
  }

  static Stream<String> verbs() {
    return VERBS.keySet().stream();
  }

  /** Waits, without looking at it, until {@code task} is cancelled. */
  private static void untilCancelled(Task<?> task) {
    Spin.until(() -> !task.isActive());
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void callerCancelledUnseen_valueIsReturned_nextWaitThrows(String verb) {
    String[] value = {null};
    Throwable[] next = {null};
    Async.run(
        scope -> {
          Task<?> task =
              scope.launch(
                  () -> {
                    Task<?> self = Tasks.current();
                    value[0] =
                        VERBS
                            .get(verb)
                            .apply(
                                () -> {
                                  self.cancel("not wanted");
                                  untilCancelled(self);
                                  return "obtained";
                                });
                    next[0] = catchThrowable(() -> delay(ofMinutes(5)));
                  });
          task.join();
          assertThat(task.isCancelled()).isTrue();
        });
    assertThat(value[0]).isEqualTo("obtained");
    assertThat(next[0]).isInstanceOf(CancellationException.class).hasMessage("not wanted");
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void deadlinePassedUnseen_valueIsReturned(String verb) {
    String value = inTime(begun -> VERBS.get(verb).apply(() -> obtainedLate(begun)));
    assertThat(value).isEqualTo("obtained");
    assertThat(Thread.interrupted()).as("an interrupt of ours is left").isFalse();
    delay(ofMillis(1));
  }

  private static String obtainedLate(AtomicBoolean begun) {
    Job job = CoroutineThreads.current().frame().job();
    begun.set(true);
    Spin.until(() -> !job.isActive() || job == NonCancellable.INSTANCE);
    return "obtained";
  }

  /** On a busy machine a deadline may pass before {@code code} has begun: that shows nothing. */
  private static String inTime(Function<AtomicBoolean, String> code) {
    while (true) {
      AtomicBoolean begun = new AtomicBoolean();
      try {
        return withTimeout(SHORT, () -> code.apply(begun));
      } catch (TimeoutExceededException e) {
        if (begun.get()) {
          throw e;
        }
      }
    }
  }

  /** Ways in which code sees that it is cancelled, and goes on all the same. */
  private static final Map<String, Runnable> SIGHTS = new TreeMap<>();

  static {
    SIGHTS.put("a wait", () -> caught(() -> delay(ofMinutes(5))));
    SIGHTS.put(
        "ensureActive",
        () ->
            caught(
                () -> {
                  while (true) {
                    ensureActive();
                  }
                }));
    SIGHTS.put("a blocking call", () -> caught(() -> Thread.sleep(300_000)));
    SIGHTS.put("an interrupt that is consumed", () -> Spin.until(Thread::interrupted));
    SIGHTS.put("a block inside", () -> caught(() -> taskScope().run(s -> delay(ofMinutes(5)))));
    SIGHTS.put(
        "a timeout inside",
        () -> caught(() -> withTimeout(ofMinutes(5), () -> delay(ofMinutes(9)))));
    SIGHTS.put(
        "another dispatcher",
        () -> caught(() -> withContext(Dispatchers.cpu(), () -> delay(ofMinutes(5)))));
    SIGHTS.put(
        "another dispatcher, caught there",
        () -> caught(() -> withContext(ELSEWHERE, () -> caught(() -> delay(ofMinutes(5))))));
    SIGHTS.put(
        "a task of a scope inside",
        () -> caught(() -> taskScope().run(s -> s.launch(() -> delay(ofMinutes(5))))));
  }

  static Stream<String> sights() {
    return SIGHTS.keySet().stream();
  }

  private static void caught(org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
    assertThat(catchThrowable(code)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("sights")
  void deadlineSeen_timesOut_whateverTheCodeReturns(String sight) {
    Throwable thrown =
        catchThrowable(
            () ->
                withTimeout(
                    SHORT,
                    () -> {
                      SIGHTS.get(sight).run();
                      return "half done";
                    }));
    assertThat(thrown)
        .isInstanceOf(TimeoutExceededException.class)
        .hasCauseInstanceOf(CancellationException.class);
    assertThat(
            withTimeoutOrEmpty(
                SHORT,
                () -> {
                  SIGHTS.get(sight).run();
                  return "half done";
                }))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sights")
  void cancellationSeen_isThrownByEachVerb(String sight) {
    for (String verb : VERBS.keySet()) {
      if (verb.equals("nonCancellable") || verb.startsWith("blocking") || verb.contains("same")) {
        continue; // these have no Job of their own: they return what the code returns
      }
      Throwable[] thrown = {null};
      Async.run(
          scope -> {
            CountDownLatch runs = new CountDownLatch(1);
            Task<?> task =
                scope.launch(
                    () ->
                        thrown[0] =
                            catchThrowable(
                                () ->
                                    VERBS
                                        .get(verb)
                                        .apply(
                                            () -> {
                                              runs.countDown();
                                              SIGHTS.get(sight).run();
                                              return "half done";
                                            })));
            runs.await();
            task.cancel("not wanted");
            task.join();
          });
      assertThat(thrown[0])
          .as(verb)
          .isInstanceOf(CancellationException.class)
          .hasMessage("not wanted");
    }
  }

  @Test
  void workInsideNonCancellable_isNotSeen() {
    String value =
        inTime(
            begun ->
                nonCancellable(
                    () -> {
                      begun.set(true);
                      delay(ofMillis(50));
                      caught(() -> withTimeout(ofMillis(1), () -> delay(ofMinutes(5))));
                      return "obtained";
                    }));
    assertThat(value).isEqualTo("obtained");
  }

  @Test
  void pollingTheFlag_isNotSeen_andTheFlagIsClearedWithTheValue() {
    String value =
        withTimeout(
            SHORT,
            () -> {
              Spin.until(Thread.currentThread()::isInterrupted);
              return "obtained";
            });
    assertThat(value).isEqualTo("obtained");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void blockingCallThatReturns_whenItsHookIsCalled_isNotSeen() {
    String value =
        inTime(
            begun -> {
              CountDownLatch stop = new CountDownLatch(1);
              return blocking(
                  () -> {
                    begun.set(true);
                    stop.await();
                    return "obtained";
                  },
                  stop::countDown);
            });
    assertThat(value).isEqualTo("obtained");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void timeoutInside_ofItsOwn_isNoCancellationOfTheBlockAround() {
    String value =
        inTime(
            begun -> {
              Throwable inner =
                  catchThrowable(() -> withTimeout(ofNanos(1), () -> delay(ofMinutes(5))));
              ensureActive(); // else it was the outer deadline that has passed by now
              assertThat(inner).isInstanceOf(TimeoutExceededException.class);
              return obtainedLate(begun);
            });
    assertThat(value).isEqualTo("obtained");
  }

  @Test
  void taskOfTheScope_thatIsCutOff_isSeen_aDaemonIsNot() {
    Throwable[] thrown = {null};
    String[] value = {null};
    Async.run(
        scope -> {
          Task<?> task =
              scope.launch(
                  () -> {
                    Task<?> self = Tasks.current();
                    thrown[0] =
                        catchThrowable(
                            () ->
                                taskScope()
                                    .run(
                                        inner -> {
                                          inner.launch(() -> delay(ofMinutes(5)));
                                          self.cancel("not wanted");
                                        }));
                  });
          task.join();
          Task<?> other =
              scope.launch(
                  () -> {
                    Task<?> self = Tasks.current();
                    value[0] =
                        taskScope()
                            .call(
                                inner -> {
                                  inner.background(() -> delay(ofMinutes(5)));
                                  inner.lazily().launch(() -> delay(ofMinutes(5)));
                                  self.cancel("not wanted");
                                  return "obtained";
                                });
                  });
          other.join();
        });
    assertThat(thrown[0]).isInstanceOf(CancellationException.class).hasMessage("not wanted");
    assertThat(value[0]).isEqualTo("obtained");
  }

  @Test
  void tasksThatHaveEnded_areNoLostWork() {
    Object[] value = {null};
    Async.run(
        scope ->
            scope
                .launch(
                    () ->
                        value[0] =
                            taskScope()
                                .call(
                                    inner -> {
                                      Task<Integer> row = inner.async(() -> 1);
                                      row.join();
                                      Tasks.current().cancel();
                                      return row;
                                    }))
                .join());
    assertThat(((Task<?>) value[0]).await()).isEqualTo(1);
  }

  @Test
  void cancelledTask_staysCancelled_whateverItReturns() {
    Async.run(
        scope -> {
          Task<String> task =
              scope.async(
                  () -> {
                    Tasks.current().cancel();
                    return "too late";
                  });
          task.join();
          assertThat(task.isCancelled()).isTrue();
          ensureActive();
        });
  }
}
