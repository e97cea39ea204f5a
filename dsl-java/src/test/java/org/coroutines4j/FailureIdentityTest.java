package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.coroutines4j.function.ThrowingConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Unchecked exceptions and errors come out of each verb as the same object; checked ones come
 * wrapped once. The suite runs with and without kotlinx's stack-trace recovery, which copies.
 */
@Tag("exceptions")
class FailureIdentityTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Every way in which a failure travels from a body to a caller. */
  private static Map<String, ThrowingConsumer<Throwable>> ways() {
    Map<String, ThrowingConsumer<Throwable>> ways = new LinkedHashMap<>();
    ways.put("task.await", t -> inSupervisor(s -> s.async(failing(t)).await()));
    ways.put("await(task)", t -> inSupervisor(s -> Async.await(s.async(failing(t)))));
    ways.put("awaitAll", t -> inSupervisor(s -> Tasks.awaitAll(List.of(s.async(failing(t))))));
    ways.put(
        "outcome.getOrThrow",
        t -> inSupervisor(s -> s.async(failing(t)).awaitOutcome().getOrThrow()));
    ways.put("taskScope, of a task", t -> Async.taskScope().run(s -> s.async(failing(t))));
    ways.put("taskScope, of the body", t -> Async.taskScope().run(s -> failing(t).call()));
    ways.put("supervisorScope, of the body", t -> inSupervisor(s -> failing(t).call()));
    ways.put("run", t -> Async.run(s -> failing(t).call()));
    ways.put("run in run", t -> Async.run(s -> Async.run(inner -> failing(t).call())));
    ways.put("gather", t -> Async.gather(failing(t), () -> 1));
    ways.put("race", t -> Async.race(failing(t)));
    ways.put("mapConcurrent", t -> Async.mapConcurrent(List.of(1), i -> failing(t).call()));
    ways.put("forEach", t -> Async.forEachConcurrent(List.of(1), 1, i -> failing(t).call()));
    ways.put("withTimeout", t -> Async.withTimeout(LONG, failing(t)));
    ways.put("withTimeoutOrEmpty", t -> Async.withTimeoutOrEmpty(LONG, failing(t)));
    ways.put("withContext, there", t -> Async.withContext(Dispatchers.cpu(), failing(t)));
    ways.put("withContext, here", t -> Async.withContext(Dispatchers.virtual(), failing(t)));
    ways.put("scope on", t -> Async.taskScope().on(Dispatchers.cpu()).call(s -> failing(t).call()));
    ways.put("blocking", t -> Async.blocking(failing(t)));
    ways.put("blocking with a hook", t -> Async.blocking(failing(t), () -> {}));
    ways.put("nonCancellable", t -> Async.nonCancellable(failing(t)));
    ways.put("retry", t -> Async.retry(RetryPolicy.maxAttempts(1), failing(t)));
    ways.put("await(failed stage)", t -> Async.await(CompletableFuture.failedFuture(t)));
    ways.put("await(stage that fails)", FailureIdentityTest::awaitStageThatFails);
    ways.put("awaitFuture", FailureIdentityTest::awaitFuture);
    return ways;
  }

  private static Callable<Object> failing(Throwable t) {
    return () -> {
      if (t instanceof Error error) {
        throw error;
      }
      throw (Exception) t;
    };
  }

  private static void inSupervisor(ScopeAction body) {
    Async.supervisorScope().run(body);
  }

  private static void awaitStageThatFails(Throwable t) {
    Async.run(
        s -> {
          CompletableFuture<String> stage = new CompletableFuture<>();
          Task<String> waiting = s.async(() -> Async.await(stage));
          while (stage.getNumberOfDependents() == 0) {
            Async.yieldNow();
          }
          stage.completeExceptionally(t);
          waiting.await();
        });
  }

  private static void awaitFuture(Throwable t) {
    FutureTask<Object> future = new FutureTask<>(failing(t));
    future.run();
    Async.awaitFuture(future);
  }

  private static Stream<Arguments> unchecked() {
    return ways().entrySet().stream()
        .flatMap(
            way ->
                Stream.of(
                        new IllegalStateException("boom"),
                        new AssertionError("boom"),
                        new StackOverflowError("boom"),
                        new UncheckedIOException(new IOException("boom")),
                        new Unusual(7))
                    .map(failure -> Arguments.of(way.getKey(), failure)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("unchecked")
  void uncheckedFailure_comesOutAsTheSameObject(String way, Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    Throwable thrown = catchThrowable(() -> ways().get(way).accept(failure));
    assertThat(thrown).isSameAs(failure);
    assertThat(thrown.getStackTrace()).isEqualTo(stack);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  private static Stream<Arguments> verbs() {
    return ways().keySet().stream().map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void ioException_comesInOneUncheckedIOException(String way) {
    IOException failure = new IOException("no route");
    Throwable thrown = catchThrowable(() -> ways().get(way).accept(failure));
    assertThat(thrown).isExactlyInstanceOf(UncheckedIOException.class).hasMessage("no route");
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void otherCheckedException_comesInOneTaskFailedException(String way) {
    Exception failure = new ReflectiveOperationException("no such thing");
    Throwable thrown = catchThrowable(() -> ways().get(way).accept(failure));
    assertThat(thrown).isExactlyInstanceOf(TaskFailedException.class);
    assertThat(thrown.getCause()).isSameAs(failure);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void checkedFailure_isTheSameWrapperAtEachAwaitAndInTheScope() {
    IOException failure = new IOException("once");
    List<Throwable> seen = new CopyOnWriteArrayList<>();
    Throwable thrown =
        catchThrowable(
            () ->
                Async.taskScope()
                    .run(
                        scope -> {
                          Task<Object> task = scope.async(failing(failure));
                          Async.nonCancellable(
                              () -> {
                                seen.add(catchThrowable(task::await));
                                seen.add(catchThrowable(task::await));
                              });
                        }));
    assertThat(thrown).isInstanceOf(UncheckedIOException.class).hasCause(failure);
    assertThat(seen).hasSize(2).allSatisfy(t -> assertThat(t).isSameAs(thrown));
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void outcomeAndFuture_haveTheCheckedExceptionItself() {
    IOException failure = new IOException("as it is");
    Async.supervisorScope()
        .run(
            scope -> {
              Task<Object> task = scope.async(failing(failure));
              CompletableFuture<Object> future = task.toCompletableFuture();
              assertThat(task.awaitOutcome()).isEqualTo(new Outcome.Failure<>(failure));
              assertThat(catchThrowable(future::join).getCause()).isSameAs(failure);
            });
  }

  /** kotlinx cannot copy it, other than those with the usual constructors. */
  private static final class Unusual extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusual(int code) {
      super("code " + code);
    }
  }
}
