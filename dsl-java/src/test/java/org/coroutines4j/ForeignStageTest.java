package org.coroutines4j;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.awaitFuture;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.coroutines4j.function.ThrowingFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards that a caller can wait for stages of any class, whatever their methods do. */
class ForeignStageTest {
  /** What a method of a stage of the user's may do. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Nothing but a stage: no future, and its {@code toCompletableFuture} throws. */
  @SuppressWarnings("unchecked")
  private static CompletionStage<String> stageAlone(
      CompletionStage<String> real, RuntimeException thrown) {
    return (CompletionStage<String>)
        Proxy.newProxyInstance(
            ForeignStageTest.class.getClassLoader(),
            new Class<?>[] {CompletionStage.class},
            (proxy, method, args) -> {
              if (!method.getName().equals("whenComplete")) {
                throw thrown;
              }
              try {
                return method.invoke(real, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A future whose every method of its own throws. */
  private static final class BrokenFuture extends CompletableFuture<String> {
    @Override
    public boolean isDone() {
      throw new Broken();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      throw new Broken();
    }

    @Override
    public CompletableFuture<String> toCompletableFuture() {
      throw new Broken();
    }
  }

  private record Pair(CompletionStage<String> stage, CompletableFuture<String> real) {}

  private static final Map<String, ThrowingFunction<CompletableFuture<String>, Pair>> KINDS =
      Map.of(
          "of the JDK, and no future",
          real -> new Pair(real.minimalCompletionStage(), real),
          "of the user's",
          real -> new Pair(stageAlone(real, new UnsupportedOperationException()), real),
          "of the user's that throws",
          real -> new Pair(stageAlone(real, new Broken()), real),
          "future that throws",
          real -> {
            BrokenFuture broken = new BrokenFuture();
            return new Pair(broken, broken);
          });

  static Stream<String> kinds() {
    return KINDS.keySet().stream().sorted();
  }

  private static Pair pair(String kind) throws Exception {
    return KINDS.get(kind).apply(new CompletableFuture<>());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void valueAndFailure_areReturned(String kind) throws Exception {
    Pair later = pair(kind);
    Async.run(
        scope -> {
          Task<String> waiter = scope.async(() -> await(later.stage));
          Task<String> selecting = scope.async(() -> select().onAwait(later.stage, v -> v).await());
          Async.delay(ofMillis(1));
          later.real.complete("x");
          assertThat(waiter.await()).isEqualTo("x");
          assertThat(selecting.await()).isEqualTo("x");
        });
    assertThat(Async.<String>await(later.stage)).isEqualTo("x");
    assertThat(select().onAwait(later.stage, v -> v).await()).isEqualTo("x");
    Pair failed = pair(kind);
    IllegalStateException failure = new IllegalStateException("boom");
    failed.real.completeExceptionally(failure);
    assertThat(catchThrowable(() -> await(failed.stage))).isSameAs(failure);
    assertThat(catchThrowable(() -> select().onAwait(failed.stage, v -> v).await()))
        .isSameAs(failure);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void cancelledWait_endsWithTheCancellation(String kind) throws Exception {
    Pair never = pair(kind);
    Async.run(
        scope -> {
          CountDownLatch waits = new CountDownLatch(1);
          Task<String> task =
              scope.async(
                  () -> {
                    waits.countDown();
                    return await(never.stage);
                  });
          waits.await();
          task.cancel("enough");
          assertThat(task.awaitOutcome())
              .isInstanceOfSatisfying(
                  Outcome.Cancelled.class,
                  ended -> assertThat(ended.reason()).hasMessageContaining("enough"));
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void timeoutAroundAWait_isATimeout(String kind) throws Exception {
    Pair never = pair(kind);
    assertThat(catchThrowable(() -> withTimeout(ofMillis(5), () -> await(never.stage))))
        .isInstanceOf(TimeoutExceededException.class);
    assertThat(withTimeoutOrEmpty(ofMillis(5), () -> select().onAwait(never.stage, v -> v).await()))
        .isEmpty();
    assertThat(select().onAwait(never.stage, v -> v).onTimeout(ofMillis(5), () -> "late").await())
        .isEqualTo("late");
    assertThat(select().onAwait(never.stage, v -> v).orElse(() -> "not yet").await())
        .isEqualTo("not yet");
  }

  @Test
  void registrationThatThrows_isTheFailureOfTheWait() {
    Broken broken = new Broken();
    CompletableFuture<String> stage =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<String> whenComplete(
              BiConsumer<? super String, ? super Throwable> action) {
            throw broken;
          }
        };
    for (int i = 0; i < 2; i++) {
      assertThat(catchThrowable(() -> await(stage))).isSameAs(broken);
      assertThat(catchThrowable(() -> select().onAwait(stage, v -> v).await())).isSameAs(broken);
    }
  }

  /** A future that cannot be cancelled, though it is no stage. */
  @Test
  void futureThatThrowsOnCancel_isLeftAlone() {
    FutureTask<String> future =
        new FutureTask<>(() -> "value") {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            throw new UnsupportedOperationException();
          }
        };
    assertThat(catchThrowable(() -> withTimeout(ofMillis(5), () -> awaitFuture(future))))
        .isInstanceOf(TimeoutExceededException.class);
  }

  private static Throwable wrapped(Throwable failure, int times) {
    Throwable wrapped = failure;
    for (int i = 0; i < times; i++) {
      wrapped = i % 2 == 0 ? new CompletionException(wrapped) : new ExecutionException(wrapped);
    }
    return wrapped;
  }

  @Test
  void failureWrappedManyTimes_comesOutWithoutAnyOfThem() {
    IllegalStateException failure = new IllegalStateException("boom");
    for (int times : new int[] {1, 2, 3, 100}) {
      CompletionStage<String> stage = CompletableFuture.failedStage(wrapped(failure, times));
      CompletableFuture<String> future = stage.toCompletableFuture();
      assertThat(catchThrowable(() -> await(stage))).isSameAs(failure);
      assertThat(catchThrowable(() -> awaitFuture(future))).isSameAs(failure);
      assertThat(catchThrowable(() -> select().onAwait(future, v -> v).await())).isSameAs(failure);
      FutureTask<String> task =
          new FutureTask<>(
              () -> {
                throw (Exception) wrapped(failure, times);
              });
      task.run();
      assertThat(catchThrowable(() -> awaitFuture(task))).isSameAs(failure);
    }
  }

  /** An exception of which each is the cause of the other. */
  private static final class Ring extends CompletionException {
    private static final long serialVersionUID = 1L;
    private Throwable next = this;

    @Override
    public synchronized Throwable getCause() {
      return next;
    }
  }

  @Test
  void ringOfWrappers_isAFailureAsItIs() {
    Ring one = new Ring();
    Ring two = new Ring();
    two.next = one;
    for (Throwable ring : new Throwable[] {one, two}) {
      assertThat(catchThrowable(() -> await(CompletableFuture.failedStage(ring)))).isSameAs(ring);
    }
    one.next = two;
    assertThat(catchThrowable(() -> await(CompletableFuture.failedStage(one)))).isSameAs(one);
  }

  /** The one of the JDK itself is told from that of a cancelled wait. */
  @Test
  void cancelledFuture_isDoneAndCancelled_asByItsOwnCancel() throws Exception {
    CompletableFuture<String> future = new CompletableFuture<>();
    CompletableFuture<String> derived = future.thenApply(v -> v);
    assertThat(catchThrowable(() -> withTimeout(ofMillis(5), () -> await(future))))
        .isInstanceOf(TimeoutExceededException.class);
    assertThat(future.isCancelled()).isTrue();
    assertThat(future.isCompletedExceptionally()).isTrue();
    assertThat(catchThrowable(() -> future.get(1, TimeUnit.SECONDS)))
        .isInstanceOf(CancellationException.class);
    assertThat(catchThrowable(derived::join))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(CancellationException.class);
  }
}
