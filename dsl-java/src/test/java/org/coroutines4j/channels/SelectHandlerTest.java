package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.selectRun;
import static org.coroutines4j.Async.taskScope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.coroutines4j.Task;
import org.coroutines4j.TaskFailedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards that an exception of a handler is thrown by the select, as one of any lambda. */
@Tag("exceptions")
class SelectHandlerTest {
  private final Channel<String> channel = Channel.buffered(1);

  static Stream<Throwable> unchecked() {
    return Stream.of(
        new IllegalStateException("boom"),
        new UncheckedIOException(new IOException()),
        new AssertionError("boom"),
        new CancellationException("somebody else's"));
  }

  /** The same handler in each kind of clause, which is ready. */
  private List<Throwable> thrownByEachClause(Throwable failure) {
    channel.send("element");
    return Stream.<Runnable>of(
            () -> selectRun().onReceive(channel, v -> fail(failure)).await(),
            () -> selectRun().onSend(channel, "", () -> fail(failure)).await(),
            () -> selectRun().onTimeout(Duration.ZERO, () -> fail(failure)).await(),
            () -> selectRun().orElse(() -> fail(failure)).await())
        .map(select -> catchThrowable(select::run))
        .toList();
  }

  private static void fail(Throwable failure) throws Exception {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (Exception) failure;
  }

  @ParameterizedTest
  @MethodSource("unchecked")
  void uncheckedException_comesOutAsTheSameObject(Throwable failure) {
    assertThat(thrownByEachClause(failure)).hasSize(4).allMatch(thrown -> thrown == failure);
  }

  @Test
  void checkedException_comesWrappedOnce() {
    IOException lost = new IOException("no route");
    assertThat(thrownByEachClause(lost))
        .allSatisfy(
            thrown ->
                assertThat(thrown)
                    .isExactlyInstanceOf(UncheckedIOException.class)
                    .cause()
                    .isSameAs(lost));
    channel.receive();
    Exception other = new ReflectiveOperationException("no such thing");
    assertThat(thrownByEachClause(other))
        .allSatisfy(
            thrown ->
                assertThat(thrown)
                    .isExactlyInstanceOf(TaskFailedException.class)
                    .cause()
                    .isSameAs(other));
  }

  @Test
  void clauseWhoseHandlerFails_hasTakenEffect() {
    channel.send("element");
    IllegalStateException failure = new IllegalStateException();
    assertThat(catchThrowable(() -> selectRun().onReceive(channel, v -> fail(failure)).await()))
        .isSameAs(failure);
    assertThat(channel.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
  }

  /** It is interrupted by that, which is no failure of its own. */
  @Test
  void handlerThatBlocks_isEndedByTheCancellationOfItsTask() {
    CountDownLatch blocked = new CountDownLatch(1);
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    channel.send("element");
    taskScope()
        .run(
            scope -> {
              Task<?> task =
                  scope.launch(
                      () ->
                          thrown.add(
                              catchThrowable(
                                  () ->
                                      selectRun()
                                          .onReceive(channel, v -> block(blocked))
                                          .await())));
              blocked.await();
              task.cancel();
            });
    assertThat(thrown).singleElement().isInstanceOf(CancellationException.class);
  }

  private static void block(CountDownLatch blocked) throws InterruptedException {
    blocked.countDown();
    new CountDownLatch(1).await();
  }

  @Test
  void select_insideAHandler_isASelectOfItsOwn() {
    channel.send("outer");
    String chosen =
        select()
            .onReceive(
                channel,
                v -> v + select().onReceive(channel, w -> w).orElse(() -> " and nothing").await())
            .await();
    assertThat(chosen).isEqualTo("outer and nothing");
  }
}
