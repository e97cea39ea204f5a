package org.coroutines4j.testing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;

/** Something outside a test that nobody waits for any more. */
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

  @SuppressWarnings("unchecked")
  private static <T> CompletionStage<T> withoutFuture(CompletableFuture<T> stage) {
    return (CompletionStage<T>)
        Proxy.newProxyInstance(
            ExternalTest.class.getClassLoader(),
            new Class<?>[] {CompletionStage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("toCompletableFuture")) {
                throw new UnsupportedOperationException();
              }
              return method.invoke(stage, arguments);
            });
  }

  /** Who waits for the value must find the time at which it came. */
  @Test
  void cancelThatComesTooLate_doesNotLetTimePass_beforeTheValueHasArrived() {
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

  private static CompletableFuture<Void> soon() {
    return CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
  }
}
