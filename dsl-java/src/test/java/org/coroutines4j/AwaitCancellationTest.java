package org.coroutines4j;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.awaitCancellation;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.concurrent.CancellationException;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/** Guards that {@code awaitCancellation} ends by a cancellation only, and by each kind of it. */
class AwaitCancellationTest {
  @Test
  void cancelledTask_endsCancelled() {
    taskScope()
        .run(
            scope -> {
              Task<?> waiter = scope.launch(Async::awaitCancellation);
              waiter.cancelAndJoin();
              assertThat(waiter.isCancelled()).isTrue();
            });
  }

  @Test
  void taskThatIsCancelledAlready_throwsImmediately() {
    assertThatThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          scope.cancel("enough");
                          awaitCancellation();
                        }))
        .isInstanceOf(CancellationException.class)
        .hasMessage("enough");
  }

  @Test
  void timeout_endsIt_andIsThrownAsTimeout() {
    assertThatThrownBy(() -> withTimeout(ofMillis(10), () -> awaitCancellation()))
        .isInstanceOf(TimeoutExceededException.class);
  }

  @Test
  void interruptOfAPlainThread_endsIt_andIsKept() throws Exception {
    boolean[] interrupted = new boolean[1];
    Thread thread =
        new Thread(
            () -> {
              assertThatThrownBy(Async::awaitCancellation)
                  .isInstanceOf(CancellationException.class);
              interrupted[0] = Thread.currentThread().isInterrupted();
            });
    thread.start();
    Poll.until(() -> thread.getState() == Thread.State.WAITING);
    thread.interrupt();
    thread.join();
    assertThat(interrupted).containsExactly(true);
  }
}
