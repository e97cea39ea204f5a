package org.coroutines4j.engine;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that an infinite recursion fails with its StackOverflowError, through whatever blocks it
 * runs.
 */
@Timeout(60)
class RunawayRecursionTest {
  static Stream<ThrowingRunnable> recursions() {
    return Stream.of(
        RunawayRecursionTest::scopes,
        RunawayRecursionTest::supervisors,
        RunawayRecursionTest::scopesWithTasks,
        RunawayRecursionTest::timeouts,
        RunawayRecursionTest::shields);
  }

  private static void scopes() {
    taskScope().run(scope -> scopes());
  }

  private static void supervisors() {
    supervisorScope().run(scope -> supervisors());
  }

  private static void scopesWithTasks() {
    taskScope()
        .run(
            scope -> {
              scope.launch(() -> delay(ofSeconds(1000)));
              scopesWithTasks();
            });
  }

  private static void timeouts() {
    withTimeout(ofSeconds(1000), () -> timeouts());
  }

  private static void shields() {
    nonCancellable(() -> shields());
  }

  @ParameterizedTest
  @MethodSource("recursions")
  void onAThreadOutsideAnyTask(ThrowingRunnable recursion) {
    assertThatThrownBy(recursion::run).isInstanceOf(StackOverflowError.class);
  }

  @ParameterizedTest
  @MethodSource("recursions")
  void inATask(ThrowingRunnable recursion) {
    assertThatThrownBy(() -> Async.run(scope -> scope.launch(recursion).await()))
        .isInstanceOf(StackOverflowError.class);
  }
}
