package org.coroutines4j.testing;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards how a test treats external work that no task waits for any more. */
class ExternalTest {
  @Test
  void waitThatIsCancelled_cancelsTheStage_andLetsTimePass() {
    runTest(
        test -> {
          CompletableFuture<String> call = new CompletableFuture<>();
          Task<String> waiting = test.async(() -> await(test.external(call)));
          test.launch(() -> {}).join(); // by then, the other one waits
          waiting.cancel();
          waiting.join();
          assertThat(call).isCancelled();
          delay(ofSeconds(1));
          assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(1));
        });
  }

  @Test
  void stageWithoutAFuture_isLeft_andHoldsNothing() {
    runTest(
        test -> {
          CompletableFuture<String> call = new CompletableFuture<>();
          CompletableFuture<String> external = test.external(withoutFuture(call));
          assertThat(external.cancel(true)).isTrue();
          assertThat(call).isNotDone();
          delay(ofSeconds(1));
          call.complete("late"); // changes nothing: time is not held, nor let go a second time
          delay(ofSeconds(1));
          assertThat(external).isCancelled();
        });
  }

  private static <T> CompletionStage<T> withoutFuture(CompletableFuture<T> stage) {
    return refusing("toCompletableFuture", stage, new UnsupportedOperationException());
  }

  @SuppressWarnings("unchecked")
  private static <T> CompletionStage<T> refusing(
      String refused, CompletableFuture<T> stage, RuntimeException refusal) {
    return (CompletionStage<T>)
        Proxy.newProxyInstance(
            ExternalTest.class.getClassLoader(),
            new Class<?>[] {CompletionStage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(refused)) {
                throw refusal;
              }
              return method.invoke(stage, arguments);
            });
  }

  /** The waiter for the value must see the time at which it came. */
  @Test
  void lateCancel_doesNotAdvanceTimeBeforeTheValueHasArrived() {
    runTest(
        test -> {
          test.launch(() -> delay(ofSeconds(9)));
          CompletableFuture<String> call = new CompletableFuture<>();
          CompletableFuture<String> external = test.external(call);
          CompletableFuture<Boolean> arriving =
              external.thenApply(
                  value -> {
                    boolean cancelled = external.cancel(false);
                    await(soon()); // as long as the value arrives, time is held
                    assertThat(test.clock().elapsed()).isZero();
                    return cancelled;
                  });
          call.complete("value");
          assertThat(await(arriving)).isFalse();
        });
  }

  /** Code that holds the future may complete it as well, in every way that a future has. */
  @ParameterizedTest
  @MethodSource
  void futureThatIsCompletedByHand_letsTimePass(Consumer<CompletableFuture<String>> completing) {
    runTest(
        test -> {
          CompletableFuture<String> external = test.external(new CompletableFuture<>());
          completing.accept(external);
          assertThat(external).isDone();
          delay(ofSeconds(1));
          assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(1));
        });
  }

  static Stream<Named<Consumer<CompletableFuture<String>>>>
      futureThatIsCompletedByHand_letsTimePass() {
    IllegalStateException failure = new IllegalStateException("by hand");
    return Stream.of(
        Named.of("complete", f -> f.complete("value")),
        Named.of("completeExceptionally", f -> f.completeExceptionally(failure)),
        Named.of("obtrudeValue", f -> f.obtrudeValue("value")),
        Named.of("obtrudeException", f -> f.obtrudeException(failure)),
        Named.of("completeAsync", f -> f.completeAsync(() -> "value", Runnable::run)),
        Named.of(
            "completeAsync that fails",
            f ->
                f.completeAsync(
                    () -> {
                      throw failure;
                    },
                    Runnable::run)),
        Named.of("completeAsync elsewhere", f -> f.completeAsync(() -> "value").join()),
        Named.of("completeOnTimeout", f -> f.completeOnTimeout("value", 1, MILLISECONDS).join()),
        Named.of("orTimeout", f -> f.orTimeout(1, MILLISECONDS).handle((v, t) -> "").join()),
        Named.of("twice", f -> f.complete(f.complete("first") ? "second" : "third")));
  }

  @Test
  void orTimeout_ofAWait_endsIt_andLetsTimePass() {
    runTest(
        test -> {
          CompletableFuture<String> never = new CompletableFuture<>();
          assertThatThrownBy(() -> await(test.external(never).orTimeout(20, MILLISECONDS)))
              .hasRootCauseInstanceOf(TimeoutException.class);
          delay(ofSeconds(1));
          assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(1));
        });
  }

  /** Else the test would be left with a time that stands still. */
  @Test
  void stageThatCannotBeWatched_holdsNothing() {
    runTest(
        test -> {
          CompletionStage<String> unwatched =
              refusing("whenComplete", new CompletableFuture<>(), new IllegalStateException("no"));
          assertThatThrownBy(() -> test.external(unwatched)).hasMessage("no");
          CompletionStage<String> broken =
              refusing(
                  "toCompletableFuture",
                  new CompletableFuture<>(),
                  new IllegalStateException("broken"));
          CompletableFuture<String> external = test.external(broken);
          assertThatThrownBy(() -> external.cancel(true)).hasMessage("broken");
          assertThat(external).isCancelled();
          delay(ofSeconds(1));
          assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(1));
        });
  }

  private static CompletableFuture<Void> soon() {
    return CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
  }
}
