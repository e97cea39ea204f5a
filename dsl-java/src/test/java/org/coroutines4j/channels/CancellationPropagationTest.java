package org.coroutines4j.channels;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.selectRun;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import kotlin.Unit;
import kotlinx.coroutines.Job;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.TaskScope;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.testkit.Poll;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Guards that a task does not fail if it sees the effects of its scope's cancellation before its
 * own. A scope cancels its tasks one after the other, and the first of them may change a channel
 * that the others use.
 */
class CancellationPropagationTest {
  private static final int TASKS = 8;

  @Test
  void tasks_thatStartAnotherInTheirCancelledScope_areCancelled() {
    assertTimesOut(
        scope -> {
          launchSlowToCancel(scope);
          for (int i = 0; i < TASKS; i++) {
            scope.launch(
                () -> {
                  Poll.until(() -> !scope.isActive());
                  scope.launch(() -> {});
                });
          }
        });
  }

  /** Its own thread delivers the cancellation for which it would wait. */
  @Test
  void handler_startingATaskOnTheCancellingThread_isRefusedAtOnce() {
    AtomicReference<Throwable> refused = new AtomicReference<>();
    assertThatThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          scope
                              .lazily()
                              .launch(() -> {})
                              .onCompletion(
                                  outcome -> {
                                    try {
                                      scope.launch(() -> {});
                                    } catch (CancellationException e) {
                                      refused.set(e);
                                    }
                                  });
                          scope.launch(() -> scope.cancel("enough"));
                          delay(ofSeconds(9)); // the end of the block would end the lazy task first
                        }))
        .isInstanceOf(CancellationException.class);
    assertThat(refused.get()).hasMessageContaining("starts no more tasks");
  }

  @Test
  void receivers_ofACancelledProducer_areCancelled() {
    assertTimesOut(
        scope -> {
          ReceiveChannel<Integer> numbers = Channel.produce(scope, 0, out -> delay(ofSeconds(9)));
          launchSlowToCancel(scope);
          for (int i = 0; i < TASKS; i++) {
            scope.launch(() -> numbers.forEach(n -> {}));
          }
        });
  }

  @Test
  void selects_thatReceiveFromACancelledProducer_areCancelled() {
    assertTimesOut(
        scope -> {
          ReceiveChannel<Integer> numbers = Channel.produce(scope, 0, out -> delay(ofSeconds(9)));
          launchSlowToCancel(scope);
          for (int i = 0; i < TASKS; i++) {
            scope.launch(() -> selectRun().onReceive(numbers, n -> {}).await());
          }
        });
  }

  @Test
  void senders_whoseReceiverCancelsTheChannel_areCancelled() {
    assertTimesOut(
        scope -> {
          Channel<Integer> channel = Channel.rendezvous();
          scope.launch(() -> waitAnd(channel::cancel));
          launchSlowToCancel(scope);
          for (int i = 0; i < TASKS; i++) {
            scope.launch(() -> channel.send(1));
          }
        });
  }

  @Test
  void selects_whoseReceiverCancelsTheChannel_areCancelled() {
    assertTimesOut(
        scope -> {
          Channel<Integer> channel = Channel.rendezvous();
          scope.launch(() -> waitAnd(channel::cancel));
          launchSlowToCancel(scope);
          for (int i = 0; i < TASKS; i++) {
            scope.launch(() -> selectRun().onSend(channel, 1, () -> {}).await());
          }
        });
  }

  @Test
  void receivers_whoseSenderClosesTheChannel_areCancelled() {
    assertTimesOut(
        scope -> {
          Channel<Integer> channel = Channel.rendezvous();
          scope.launch(() -> waitAnd(channel::close));
          launchSlowToCancel(scope);
          for (int i = 0; i < TASKS; i++) {
            scope.launch(channel::receive);
          }
        });
  }

  @Test
  void waitersForAQueue_thatACancelledTaskShutsDown_areCancelled() {
    assertTimesOut(
        scope -> {
          AsyncQueue<Integer> empty = AsyncQueue.fifo(1);
          AsyncQueue<Integer> full = AsyncQueue.fifo(1);
          full.put(0);
          scope.launch(
              () ->
                  waitAnd(
                      () -> {
                        empty.shutdown();
                        full.shutdown();
                      }));
          launchSlowToCancel(scope);
          for (int i = 0; i < TASKS / 4; i++) {
            scope.launch(empty::get);
            scope.launch(() -> full.put(1));
            scope.launch(() -> selectRun().onReceive(empty, n -> {}).await());
            scope.launch(() -> selectRun().onSend(full, 1, () -> {}).await());
          }
        });
  }

  @Test
  void callerAfterTheEnd_isCancelled() {
    assertTimesOut(
        scope -> {
          Channel<Integer> channel = Channel.rendezvous();
          AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
          CountDownLatch ended = new CountDownLatch(1);
          scope.launch(
              () ->
                  waitAnd(
                      () -> {
                        channel.close();
                        queue.shutdown();
                        ended.countDown();
                      }));
          launchSlowToCancel(scope);
          List<ThrowingRunnable> late =
              List.of(
                  () -> channel.send(1),
                  channel::receive,
                  () -> queue.put(1),
                  queue::get,
                  () -> selectRun().onReceive(channel, n -> {}).await());
          for (ThrowingRunnable action : late) {
            scope.launch(
                () -> {
                  while (ended.getCount() > 0) { // not a cancellation point
                    LockSupport.parkNanos(ofMillis(1).toNanos());
                  }
                  action.run();
                });
          }
        });
  }

  /** No task is cancelled here: the task throws the end of the channel. */
  @Test
  void cancelledChannel_inAScopeThatIsNot_isTold() {
    Channel<Integer> channel = Channel.rendezvous();
    channel.cancel();
    taskScope()
        .run(
            scope ->
                assertThat(scope.async(channel::receiveOrClosed).await())
                    .isInstanceOf(ReceiveResult.Closed.class));
    assertThatExceptionOfType(ChannelClosedException.class).isThrownBy(() -> channel.send(1));
  }

  private static void waitAnd(ThrowingRunnable cleanUp) throws Exception {
    try {
      delay(ofSeconds(9));
    } finally {
      cleanUp.run();
    }
  }

  /** The cancellation of the scope needs a while to get past this task to the later ones. */
  private static void launchSlowToCancel(TaskScope scope) {
    scope.launch(
        () -> {
          Job job = requireNonNull(CoroutineThreads.current()).frame().job();
          job.invokeOnCompletion(true, true, CancellationPropagationTest::linger);
          delay(ofSeconds(9));
        });
  }

  private static Unit linger(@Nullable Throwable cause) {
    LockSupport.parkNanos(ofMillis(50).toNanos());
    return Unit.INSTANCE;
  }

  private static void assertTimesOut(ScopeAction body) {
    assertThatExceptionOfType(TimeoutExceededException.class)
        .isThrownBy(() -> withTimeout(ofMillis(50), () -> taskScope().run(body)));
  }
}
