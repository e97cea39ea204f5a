package org.coroutines4j.channels;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.junit.jupiter.api.Test;

/** Guards receives, sends, gets and puts with a deadline. */
class TimedChannelTest {
  private final List<String> undelivered = new CopyOnWriteArrayList<>();
  private final Channel<String> channel =
      Channel.<String>builder().capacity(1).onUndelivered(undelivered::add).build();
  private final AsyncQueue<String> queue = AsyncQueue.fifo(1);

  private static void onOneThread(ScopeAction body) {
    taskScope().on(Dispatchers.eventLoop()).run(body);
  }

  @Test
  void plainThread_waitsUntilTheDeadline() {
    assertThat(channel.tryReceive(ofMillis(5))).isEqualTo(new ReceiveResult.Empty<>());
    assertThat(channel.trySend("a", ofMillis(5)).isSent()).isTrue();
    assertThat(channel.trySend("b", ofMillis(5))).isInstanceOf(SendResult.Full.class);
    assertThat(channel.tryReceive(ofMillis(5))).isEqualTo(new ReceiveResult.Received<>("a"));
    assertThat(queue.tryGet(ofMillis(5))).isEmpty();
    assertThat(queue.tryPut("a", ofMillis(5))).isTrue();
    assertThat(queue.tryPut("b", ofMillis(5))).isFalse();
    assertThat(queue.tryGet(ofMillis(5))).contains("a");
    assertThat(undelivered).as("what was not sent in time stays with the caller").isEmpty();
  }

  @Test
  void waiters_getWhatComesInTime() {
    onOneThread(
        scope -> {
          Task<ReceiveResult<String>> receiver =
              scope.async(() -> channel.tryReceive(ofSeconds(60)));
          Task<Optional<String>> getter = scope.async(() -> queue.tryGet(ofSeconds(60)));
          yieldNow();
          channel.send("element");
          queue.put("item");
          assertThat(receiver.await()).isEqualTo(new ReceiveResult.Received<>("element"));
          assertThat(getter.await()).contains("item");

          channel.send("first");
          queue.put("first");
          Task<SendResult> sender = scope.async(() -> channel.trySend("second", ofSeconds(60)));
          Task<Boolean> putter = scope.async(() -> queue.tryPut("second", ofSeconds(60)));
          yieldNow();
          assertThat(channel.receive() + queue.get()).isEqualTo("firstfirst");
          assertThat(sender.await().isSent() && putter.await()).isTrue();
          assertThat(channel.receive() + queue.get()).isEqualTo("secondsecond");
        });
  }

  /** Waiters with a deadline and without stand in one queue. */
  @Test
  void waiters_areServedInOrder_afterOneHasGivenUp() {
    onOneThread(
        scope -> {
          Task<?> gaveUp = scope.async(() -> channel.tryReceive(ofMillis(5)));
          Task<ReceiveResult<String>> first = scope.async(() -> channel.tryReceive(ofSeconds(60)));
          Task<String> second = scope.async(channel::receive);
          gaveUp.await();
          channel.send("a");
          channel.send("b");
          assertThat(first.await()).isEqualTo(new ReceiveResult.Received<>("a"));
          assertThat(second.await()).isEqualTo("b");
        });
  }

  @Test
  void end_isAResultOfAChannel_andAnExceptionOfAQueue() {
    IOException cause = new IOException("reset");
    onOneThread(
        scope -> {
          Task<ReceiveResult<String>> receiver =
              scope.async(() -> channel.tryReceive(ofSeconds(60)));
          Task<?> getter =
              scope.launch(
                  () ->
                      assertThatExceptionOfType(QueueShutdownException.class)
                          .isThrownBy(() -> queue.tryGet(ofSeconds(60))));
          yieldNow();
          channel.closeExceptionally(cause);
          queue.shutdown();
          assertThat(receiver.await()).isEqualTo(new ReceiveResult.Closed<>(cause));
          getter.await();
        });
    assertThat(channel.trySend("late", ofSeconds(60))).isEqualTo(new SendResult.Closed(cause));
    assertThatExceptionOfType(QueueShutdownException.class)
        .isThrownBy(() -> queue.tryPut("late", ofSeconds(60)));
    assertThat(undelivered).isEmpty();
  }

  /** A send that finds the channel closed has the element, as the untimed form has. */
  @Test
  void cancelledChannel_leavesThePendingElementToItsSender() {
    onOneThread(
        scope -> {
          channel.send("in the buffer");
          Task<SendResult> sender = scope.async(() -> channel.trySend("pending", ofSeconds(60)));
          yieldNow();
          channel.cancel();
          assertThat(sender.await()).isInstanceOf(SendResult.Closed.class);
        });
    assertThat(undelivered).containsExactly("in the buffer");
  }

  @Test
  void cancelledSender_leavesItsElementToTheHandler() {
    onOneThread(
        scope -> {
          channel.send("in the buffer");
          Task<SendResult> sender = scope.async(() -> channel.trySend("pending", ofSeconds(60)));
          yieldNow();
          sender.cancel();
          sender.join();
          assertThat(sender.isCancelled()).isTrue();
        });
    assertThat(undelivered).containsExactly("pending");
    assertThat(channel.tryReceive()).isEqualTo(new ReceiveResult.Received<>("in the buffer"));
  }

  /** On an event loop the order is certain: the element is there before the cancellation. */
  @Test
  void elementBeforeTheCancellation_isKept() {
    onOneThread(
        scope -> {
          Channel<String> rendezvous = Channel.rendezvous();
          Task<?> receiver =
              scope.launch(
                  () -> {
                    assertThat(rendezvous.tryReceive(ofSeconds(60)))
                        .isEqualTo(new ReceiveResult.Received<>("element"));
                    undelivered.add("received");
                  });
          yieldNow();
          assertThat(rendezvous.trySend("element").isSent()).isTrue();
          receiver.cancel();
          receiver.join();
        });
    assertThat(undelivered).containsExactly("received");
  }

  @Test
  void cancelledCaller_throwsWithoutAWait() {
    channel.send("element");
    queue.put("item");
    onOneThread(
        scope ->
            scope
                .launch(
                    () -> {
                      Tasks.current().cancel();
                      assertCancelled(() -> channel.tryReceive(ofSeconds(60)));
                      assertCancelled(() -> channel.trySend("refused", ofSeconds(60)));
                      assertCancelled(() -> queue.tryGet(ofSeconds(60)));
                      assertCancelled(() -> queue.tryPut("refused", ofSeconds(60)));
                    })
                .join());
    assertThat(undelivered).containsExactly("refused");
    assertThat(channel.receive() + queue.get()).isEqualTo("elementitem");
  }

  private static void assertCancelled(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(CancellationException.class);
  }
}
