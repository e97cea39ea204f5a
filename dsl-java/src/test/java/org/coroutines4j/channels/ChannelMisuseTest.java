package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import kotlinx.coroutines.ExecutorsKt;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Tasks;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/**
 * Guards that a wrong call says what is wrong, and that each element it was given is reported once
 * as undelivered.
 */
class ChannelMisuseTest {
  private final List<String> undelivered = new CopyOnWriteArrayList<>();
  private final Channel<String> channel =
      Channel.builder().capacity(1).onUndelivered((String s) -> undelivered.add(s)).build();

  @Test
  void sendToAClosedChannel_isRefused_andWhatWasSentBeforeStays() {
    channel.send("before");
    channel.close();
    assertThatExceptionOfType(ChannelClosedException.class)
        .isThrownBy(() -> channel.send("late"))
        .withMessage("the channel is closed");
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> channel.sendAsync("too late").join())
        .withCauseInstanceOf(ChannelClosedException.class);
    assertThat(channel.trySend("refused")).isEqualTo(new SendResult.Closed(null));
    assertThat(undelivered).containsExactly("late", "too late");
    assertThat(channel.receive()).isEqualTo("before");
  }

  @Test
  void negativeCapacity_isRefused_andTheBuilderKeepsItsOwn() {
    String message =
        "capacity must be 0 or more, but is -1; Channel.conflated() and unlimited() make the"
            + " special channels";
    Channel.Builder<String> builder = Channel.<String>builder().capacity(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Channel.buffered(-1))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.capacity(-1))
        .withMessage(message);
    Channel<String> built = builder.build();
    assertThat(built.trySend("fits").isSent()).isTrue();
    assertThat(built.trySend("too many").isSent()).isFalse();
  }

  /** -1 is how Kotlin spells conflated, where a policy beside it is refused too. */
  @Test
  void conflatedWithAPolicy_cannotBeSaid() {
    for (Overflow policy : Overflow.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Channel.builder().onOverflow(policy).capacity(-1))
          .withMessageContaining("Channel.conflated()");
    }
  }

  @Test
  void capacityOfAChannelThatDrops_isAtLeastOne() {
    assertThat(keptOfThree(Channel.conflated())).isEqualTo(3);
    assertThat(keptOfThree(dropping(0, Overflow.DROP_OLDEST))).isEqualTo(3);
    assertThat(keptOfThree(dropping(1, Overflow.DROP_OLDEST))).isEqualTo(3);
    assertThat(keptOfThree(dropping(0, Overflow.DROP_LATEST))).isEqualTo(1);
    assertThat(keptOfThree(dropping(1, Overflow.DROP_LATEST))).isEqualTo(1);
  }

  private static Channel<Integer> dropping(int capacity, Overflow policy) {
    return Channel.<Integer>builder().capacity(capacity).onOverflow(policy).build();
  }

  private static int keptOfThree(Channel<Integer> channel) {
    channel.send(1);
    channel.send(2);
    channel.send(3);
    int kept = channel.receive();
    assertThat(channel.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
    return kept;
  }

  @Test
  void clauseThatIsRefused_leavesTheOthersOfTheSelect() {
    Select<String> select = select().onReceive(channel, v -> "received " + v);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> select.onSend(channel, "stray", () -> "sent"))
        .withMessageStartingWith(
            "a select cannot both receive from and send to the same channel: ");
    channel.send("element");
    assertThat(select.await()).isEqualTo("received element");
    assertThat(undelivered).isEmpty();
  }

  @Test
  void elementsThatABorrowedThreadMayNotSend_areToldOf() {
    ExecutorService lender = Executors.newSingleThreadExecutor();
    taskScope().run(scope -> scope.on(Dispatchers.from(lender)).launch(this::sendInVain).await());
    lender.shutdownNow();
    assertThat(undelivered).containsExactly("sent", "selected");
  }

  @Test
  void elementsThatAKotlinWorkerMayNotSend_areToldOf() throws Exception {
    FutureTask<?> result = new FutureTask<>(() -> callInVain());
    ExecutorsKt.asExecutor(kotlinx.coroutines.Dispatchers.getDefault()).execute(result);
    result.get();
    assertThat(undelivered).containsExactly("sent", "selected");
  }

  private Void callInVain() {
    sendInVain();
    return null;
  }

  private void sendInVain() {
    assertMustNotWait(() -> channel.send("sent"));
    assertMustNotWait(() -> select().onSend(channel, "selected", () -> 1).await());
    assertThat(channel.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
  }

  private static void assertMustNotWait(ThrowingRunnable wait) {
    assertThatIllegalStateException()
        .isThrownBy(wait::run)
        .withMessageMatching("(?s).*must not (wait|block).*");
  }

  @Test
  void elementsOfASelectThatWouldWaitForItself_areToldOf() {
    channel.send("kept");
    Channel<String> second =
        Channel.builder().onUndelivered((String s) -> undelivered.add(s)).build();
    taskScope()
        .run(
            scope ->
                scope
                    .launch(
                        () ->
                            assertThatIllegalStateException()
                                .isThrownBy(
                                    () ->
                                        select()
                                            .onSend(channel, "first", () -> "")
                                            .onAwait(Tasks.current(), v -> "")
                                            .onSend(second, "second", () -> "")
                                            .await())
                                .withMessageContaining("waits for itself"))
                    .await());
    assertThat(undelivered).containsExactlyInAnyOrder("first", "second");
    assertThat(channel.receive()).isEqualTo("kept");
  }
}
