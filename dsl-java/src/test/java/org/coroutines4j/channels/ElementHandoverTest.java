package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.coroutines4j.Async;
import org.coroutines4j.internal.channels.ChannelFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that the element of a receive is not lost if other code completes its future after the
 * element was removed from the channel and before it arrives.
 */
class ElementHandoverTest {
  private static final Map<String, Predicate<CompletableFuture<Object>>> ENDS =
      new TreeMap<>(
          Map.of(
              "complete", future -> future.complete("mine"),
              "completeAsync", future -> isMine(future.completeAsync(() -> "mine", Runnable::run)),
              "completeExceptionally",
                  future -> future.completeExceptionally(new TimeoutException()),
              "cancel", future -> future.cancel(true)));

  static List<String> ends() {
    return List.copyOf(ENDS.keySet());
  }

  private static boolean isMine(CompletableFuture<Object> future) {
    return "mine".equals(future.getNow(""));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void futureCompletedMeanwhile_keepsTheElement(String end) {
    ChannelFuture<?>[] waiting = {null};
    boolean[] completed = {true};
    CompletableFuture<Object> future =
        start(
            waiting,
            element -> {
              completed[0] = ENDS.get(end).test(future(waiting));
              return element;
            });

    waiting[0].resumeWith("element"); // kotlinx has decided

    assertThat(completed[0]).as("what the other call returned").isFalse();
    assertThat(future).isCompletedWithValue("element");
  }

  @ParameterizedTest
  @MethodSource("ends")
  void futureCompletedBefore_hasNotReceivedAnElement(String end) {
    Channel<Object> channel = Channel.rendezvous();
    CompletableFuture<Object> future = channel.receiveAsync();

    assertThat(ENDS.get(end).test(future)).isTrue();

    assertThat(channel.trySend("element").isSent()).isFalse();
  }

  private static CompletableFuture<Object> start(
      ChannelFuture<?>[] waiting, Function<Object, Object> value) {
    return ChannelFuture.start(
        continuation -> {
          waiting[0] = (ChannelFuture<?>) continuation;
          return IntrinsicsKt.getCOROUTINE_SUSPENDED();
        },
        () -> null,
        value);
  }

  @SuppressWarnings("unchecked")
  private static CompletableFuture<Object> future(ChannelFuture<?>[] waiting) {
    return (CompletableFuture<Object>) waiting[0];
  }

  /**
   * The channel is closed while a select begins, which then chooses another clause. The element
   * stays with the caller, and is lost only when the caller sends it in vain.
   */
  @Test
  void elementOfASelect_sentToTheClosedChannelLater_isUndelivered() {
    List<String> undelivered = new CopyOnWriteArrayList<>();
    Channel<String> ready = Channel.buffered(1);
    Channel<String> closing =
        Channel.<String>builder().capacity(0).onUndelivered(undelivered::add).build();
    CompletableFuture<String> watched =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<String> whenComplete(
              BiConsumer<? super String, ? super Throwable> action) {
            ready.trySend("value");
            closing.close();
            return super.whenComplete(action);
          }
        };
    String element = "element";
    String chosen =
        Async.select()
            .onReceive(ready, value -> "received")
            .onSend(closing, element, () -> "sent")
            .onAwait(watched, value -> "awaited")
            .await();
    assertThat(chosen).isEqualTo("received");
    assertThat(undelivered).isEmpty();
    assertThat(closing.sendAsync(element)).isCompletedExceptionally();
    assertThat(undelivered).containsExactly(element);
  }
}
