package org.coroutines4j.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.gatherSettled;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.coroutines4j.Outcome;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that a task and its scope end with an exception whose methods fail. kotlinx compares
 * failures by {@code equals}, and with assertions enabled it asks them for their cause.
 */
@Tag("exceptions")
class UnusableExceptionsTest {
  /** Compares a field that is null, after a cast. */
  private static final class ComparingByField extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private transient String code;

    @Override
    public boolean equals(Object other) {
      return code.equals(((ComparingByField) other).code);
    }

    @Override
    public int hashCode() {
      return code.hashCode();
    }
  }

  /** Is a good one but for others of its class. */
  private static final class FailingForItsLike extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean equals(Object other) {
      if (other instanceof FailingForItsLike) {
        throw new UnsupportedOperationException("compared");
      }
      return false;
    }

    @Override
    public int hashCode() {
      throw new UnsupportedOperationException("hashed");
    }
  }

  private static final class WithoutCause extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      throw new UnsupportedOperationException("no cause");
    }
  }

  private static final class WithoutMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException("no message");
    }
  }

  private static final class WithoutStack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new UnsupportedOperationException("no stack");
    }
  }

  static Stream<Supplier<RuntimeException>> exceptions() {
    return Stream.of(
        ComparingByField::new,
        FailingForItsLike::new,
        WithoutCause::new,
        WithoutMessage::new,
        WithoutStack::new);
  }

  private static Integer fail(RuntimeException with) {
    throw with;
  }

  private static void isThat(Throwable thrown, RuntimeException expected) {
    assertThat(thrown == expected).as("%s", thrown.getClass()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void blocks_throwIt(Supplier<RuntimeException> exceptions) {
    RuntimeException failure = exceptions.get();
    isThat(catchThrowable(() -> run(scope -> scope.launch(() -> fail(failure)))), failure);
    isThat(catchThrowable(() -> taskScope().run(scope -> fail(failure))), failure);
    isThat(
        catchThrowable(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          scope.launch(() -> delay(ofSeconds(100)));
                          scope.async(() -> fail(failure)).await();
                        })),
        failure);
    isThat(catchThrowable(() -> gather(() -> fail(failure), () -> 1)), failure);
    isThat(
        catchThrowable(() -> gather(() -> fail(failure), () -> fail(exceptions.get()))).getClass()
                == failure.getClass()
            ? failure
            : new Exception("another class"),
        failure);
    isThat(catchThrowable(() -> withTimeout(ofSeconds(100), () -> fail(failure))), failure);
    isThat(
        catchThrowable(
            () ->
                withTimeout(
                    ofSeconds(100),
                    () -> taskScope().call(scope -> scope.async(() -> fail(failure)).await()))),
        failure);
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void otherTasks_continue_whereTheyWould(Supplier<RuntimeException> exceptions) {
    RuntimeException failure = exceptions.get();
    assertThat(race(() -> fail(failure), () -> 2)).isEqualTo(2);
    assertThat(gatherSettled(() -> fail(failure), () -> 2))
        .satisfiesExactly(
            first -> isThat(((Outcome.Failure<Integer>) first).exception(), failure),
            second -> assertThat(second.getOrThrow()).isEqualTo(2));
    supervisorScope()
        .run(
            scope -> {
              Task<Integer> failing = scope.async(() -> fail(failure));
              isThat(catchThrowable(failing::await), failure);
              assertThat(scope.async(() -> 3).await()).isEqualTo(3);
            });
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void service_tellsItsHandler_andCloses(Supplier<RuntimeException> exceptions) {
    RuntimeException failure = exceptions.get();
    List<Throwable> told = new ArrayList<>();
    ServiceScope service =
        ServiceScope.builder("service").onFailure((task, thrown) -> told.add(thrown)).open();
    service.launch(() -> fail(failure)).join();
    CompletableFuture<Integer> begin = new CompletableFuture<>();
    CompletableFuture<Integer> future =
        service.async(() -> fail(begin.thenApply(n -> failure).join())).toCompletableFuture();
    begin.complete(1);
    isThat(future.<Throwable>handle((value, thrown) -> thrown).join(), failure);
    service.close();
    assertThat(told).hasSize(1);
    isThat(told.get(0), failure);
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void tasksBelowATask_failWithIt(Supplier<RuntimeException> exceptions) {
    RuntimeException failure = exceptions.get();
    isThat(
        catchThrowable(
            () ->
                run(outer -> outer.launch(() -> run(inner -> inner.launch(() -> fail(failure)))))),
        failure);
  }

  private static final class CancellationWithoutEquals extends CancellationException {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean equals(Object other) {
      throw new UnsupportedOperationException("compared");
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void cancelledTaskThatThrowsOne_isCancelled_itsScopeContinues() {
    run(
        scope -> {
          Task<Integer> task =
              scope.async(
                  () -> {
                    try {
                      delay(ofSeconds(100));
                      return 1;
                    } catch (CancellationException e) {
                      throw new CancellationWithoutEquals();
                    }
                  });
          task.cancel();
          assertThat(task.awaitOutcome()).isInstanceOf(Outcome.Cancelled.class);
          assertThat(scope.async(() -> 2).await()).isEqualTo(2);
        });
  }

  /** The second one may fail when the first has cancelled it, or before. */
  @ParameterizedTest
  @MethodSource("exceptions")
  @Tag("stress")
  void twoOfThem_raced_endTheirScope(Supplier<RuntimeException> exceptions) {
    Rounds rounds = Rounds.atLeast(100);
    while (rounds.next()) {
      RuntimeException first = exceptions.get();
      RuntimeException second = exceptions.get();
      Throwable thrown = catchThrowable(() -> gather(() -> fail(first), () -> fail(second)));
      assertThat(thrown == first || thrown == second).isTrue();
    }
  }
}
