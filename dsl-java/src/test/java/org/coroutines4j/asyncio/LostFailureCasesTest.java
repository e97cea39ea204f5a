package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.asyncio.Answer.DIFFERENT;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure that no caller handles. */
@Tag("exceptions")
class LostFailureCasesTest {
  private final IllegalStateException failure = new IllegalStateException("boom");
  private final List<Throwable> reported = new CopyOnWriteArrayList<>();

  @Test
  @AsyncioCase(
      id = "E09",
      asyncioTest = "test_futures.test_tb_logger_exception_unretrieved",
      answer = DIFFERENT,
      because =
          "the failure is reported once, when the task or its scope ends, and not when the"
              + " garbage collector finds the task")
  void e09_unhandledFailure_isReportedOnce() {
    supervisorScope()
        .onFailure((task, thrown) -> reported.add(thrown))
        .run(scope -> scope.async(this::fail));

    assertThat(reported).containsExactly(failure);
  }

  @Test
  @AsyncioCase(
      id = "E09",
      asyncioTest = "test_futures.test_tb_logger_exception_unretrieved",
      answer = DIFFERENT,
      because =
          "without a failure handler the program fails with the exception; asyncio's program"
              + " ends with exit code 0")
  void e09_unhandledFailure_failsTheProgram() {
    assertThatThrownBy(() -> Async.run(scope -> scope.async(this::fail))).isSameAs(failure);
  }

  @ParameterizedTest
  @MethodSource
  @AsyncioCase(
      id = "E09",
      asyncioTest =
          "test_futures.test_tb_logger_result_retrieved, test_tb_logger_exception_result_retrieved",
      answer = SAME,
      because = "a caller that awaits the task, or asks for its outcome, has handled the failure")
  void e09_handledFailure_isNotReported(Consumer<Task<?>> taking) {
    supervisorScope()
        .onFailure((task, thrown) -> reported.add(thrown))
        .run(scope -> taking.accept(scope.async(this::fail)));

    assertThat(reported).isEmpty();
  }

  static Stream<Named<Consumer<Task<?>>>> e09_handledFailure_isNotReported() {
    return Stream.of(
        Named.of("await", task -> assertThatThrownBy(task::await).hasMessage("boom")),
        Named.of(
            "outcome",
            task -> assertThat(task.awaitOutcome()).isInstanceOf(Outcome.Failure.class)));
  }

  private Void fail() {
    throw failure;
  }
}
