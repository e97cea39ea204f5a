package org.coroutines4j.testing.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.testing.OneSecondLimit;
import org.junit.jupiter.api.Test;

/** Guards what happens to tests that use up their real time. */
@OneSecondLimit
class LimitTest {
  /** The body is not even on its way to a thread. */
  @Test
  void taskThatKeepsThePermit_isShown_andInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    Throwable[] seen = new Throwable[1];
    Throwable failure =
        catchThrowable(
            () ->
                runTest(
                    test -> {
                      test.named("greedy")
                          .launch(
                              () -> {
                                try {
                                  never.await();
                                } catch (InterruptedException e) {
                                  seen[0] = e;
                                  throw e;
                                }
                              });
                      yieldNow();
                    }));
    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the test has not ended within PT1S of real time")
        .hasMessageContaining("task 'greedy': in CountDownLatch.await at ");
    assertThat(seen[0]).isInstanceOf(InterruptedException.class);
  }

  /** What went wrong first must not be hidden by what hangs because of it. */
  @Test
  void failureOfTheBody_isShown_ifATaskDoesNotEndAfterIt() {
    CompletableFuture<Void> never = new CompletableFuture<>();
    IllegalStateException wrong = new IllegalStateException("wrong");
    Throwable failure =
        catchThrowable(
            () ->
                runTest(
                    test -> {
                      test.named("stubborn").launch(() -> nonCancellable(() -> await(never)));
                      yieldNow();
                      throw wrong;
                    }));
    never.complete(null);
    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "the body of the test has failed, but not all of its tasks have ended, within PT1S")
        .hasMessageContaining("task 'stubborn'")
        .hasCause(wrong);
  }
}
