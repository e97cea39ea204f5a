package org.coroutines4j.debugging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.DebugMode;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that in debug mode a failure tells once where it was rethrown, and keeps the stack of its
 * task.
 */
@DebugMode
class AwaitedHereTest {
  @SuppressWarnings("StaticAssignmentOfThrowable") // thrown by several calls, as one object
  private static final IllegalStateException FAILURE = new IllegalStateException("boom");

  private static Object fail() throws Exception {
    throw new IllegalStateException("boom");
  }

  private static Object failChecked() throws Exception {
    throw new IOException("boom");
  }

  static Stream<Named<ThrowingRunnable>> verbs() {
    return Stream.of(
        Named.of("gather", () -> gather(AwaitedHereTest::fail)),
        Named.of("gather, checked", () -> gather(AwaitedHereTest::failChecked)),
        Named.of("race", () -> race(AwaitedHereTest::fail)),
        Named.of("taskScope", () -> taskScope().run(scope -> scope.async(AwaitedHereTest::fail))),
        Named.of(
            "await", () -> taskScope().run(scope -> scope.async(AwaitedHereTest::fail).await())),
        Named.of(
            "await, twice",
            () ->
                supervisorScope()
                    .run(
                        scope -> {
                          Task<Object> task = scope.async(AwaitedHereTest::fail);
                          Throwable first = catchThrowable(task::await);
                          assertThat(first).hasMessage("boom");
                          task.await();
                        })));
  }

  private static List<Throwable> places(Throwable thrown) {
    return Arrays.stream(thrown.getSuppressed())
        .filter(suppressed -> "awaited here".equals(suppressed.getMessage()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void rethrownFailure_hasThePlaceOnce(ThrowingRunnable verb) {
    Throwable thrown = catchThrowable(verb::run);
    assertThat(places(thrown)).hasSize(1);
    assertThat(places(thrown).get(0).getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(AwaitedHereTest.class.getName()));
    assertThat(thrown).hasMessageContaining("boom");
  }

  /** A constant of the user's would collect one each time. */
  @Test
  void sameException_hasItOnceForAllTimes() {
    for (int i = 0; i < 3; i++) {
      Throwable thrown =
          catchThrowable(
              () ->
                  gather(
                      () -> {
                        throw FAILURE;
                      }));
      assertThat(thrown).isSameAs(FAILURE);
    }
    assertThat(places(FAILURE)).hasSize(1);
  }

  @Test
  void failureOfTheBlocksOwnCode_hasItsPlaceInItsStack() {
    Throwable thrown = catchThrowable(() -> taskScope().run(scope -> fail()));
    assertThat(places(thrown)).isEmpty();
  }

  @Test
  void withoutDebugMode_nothingIsAdded() {
    Diagnostics.setDebug(false);
    assertThat(catchThrowable(() -> gather(AwaitedHereTest::fail)).getSuppressed()).isEmpty();
  }
}
