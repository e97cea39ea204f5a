package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Async;
import org.coroutines4j.Resource;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What works beside its caller, on a thread of its own, when there is none to be had. */
@EnabledForJreRange(
    max = JRE.JAVA_20,
    disabledReason = "virtual threads never lack; what works beside is started in one way on all")
class WithoutThreadTest {
  private static final String MESSAGE = "unable to create native thread";

  /** What this starts gets no thread. */
  private static final class Poor extends Thread {
    Poor(Runnable target) {
      super(target);
    }

    @Override
    public ClassLoader getContextClassLoader() {
      throw new OutOfMemoryError(MESSAGE);
    }
  }

  private static Throwable thrownOnAPoorThread(ThrowingRunnable action) throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread poor = new Poor(() -> thrown.set(catchThrowable(action::run)));
    poor.start();
    poor.join();
    return thrown.get();
  }

  private static void assertIsTheLack(Throwable thrown) {
    assertThat(thrown).isInstanceOf(OutOfMemoryError.class).hasMessage(MESSAGE);
  }

  @Test
  void loopOverAFlow_throwsIt() throws Exception {
    assertIsTheLack(
        thrownOnAPoorThread(
            () -> {
              for (int n : AsyncFlow.of(1, 2)) {
                assertThat(n).isZero();
              }
            }));
    assertIsTheLack(thrownOnAPoorThread(() -> AsyncFlow.of(1, 2).stream().forEach(n -> {})));
  }

  @Test
  void loopInABlock_throwsIt() throws Exception {
    assertIsTheLack(
        thrownOnAPoorThread(
            () ->
                Async.run(
                    scope -> {
                      AsyncFlow<Integer> flow = AsyncFlow.generate(out -> out.emit(1));
                      for (int n : flow) {
                        assertThat(n).isZero();
                      }
                    })));
  }

  @Test
  void publisher_tellsItsSubscriber() throws Exception {
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    Throwable thrown =
        thrownOnAPoorThread(
            () ->
                AsyncFlow.of(1)
                    .toPublisher()
                    .subscribe(
                        new Subscriber<>() {
                          @Override
                          public void onSubscribe(Subscription subscription) {
                            subscription.request(1);
                          }

                          @Override
                          public void onNext(Integer item) {}

                          @Override
                          public void onError(Throwable failure) {
                            told.complete(failure);
                          }

                          @Override
                          public void onComplete() {}
                        }));
    assertThat(thrown).isNull();
    assertIsTheLack(told.get(10, TimeUnit.SECONDS));
  }

  @Test
  void managedResource_isNotAcquired() throws Exception {
    assertIsTheLack(
        thrownOnAPoorThread(
            () ->
                Async.run(
                    scope -> {
                      var unused = scope.use(Resource.<Integer>managed(holder -> holder.hold(1)));
                    })));
  }
}
