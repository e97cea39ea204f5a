package org.coroutines4j.debugging;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.DebugMode;
import org.junit.jupiter.api.Test;

/** Guards that names and messages of users cannot forge a line of a log, a dump or a message. */
class ForgedLinesTest {
  /**
   * A line break of each kind, a control character, a right-to-left override, and half of a
   * surrogate pair.
   */
  private static final String EVIL = "evil\n└─ task 'forged'\r\u0085\u2028\u0000\u202e\ud800";

  private static final String SHOWN =
      "evil\\n└─ task 'forged'\\r\\u0085\\u2028\\u0000\\u202e\\ud800";

  @Test
  void dump_hasALineForEach_andNoMore() {
    taskScope()
        .named(EVIL)
        .run(
            scope -> {
              Task<?> task = scope.named(EVIL).lazily().launch(() -> {});
              assertThat(task.name()).isEqualTo(EVIL);
              List<String> lines = Diagnostics.dump().lines().toList();
              assertThat(lines).hasSize(2);
              assertThat(lines.get(0)).startsWith("scope '" + SHOWN + "': in Diagnostics.dump at ");
              assertThat(lines.get(1)).isEqualTo("└─ task '" + SHOWN + "' (new)");
              assertThat(Diagnostics.dump()).doesNotContain("\u0085", "\u2028", "\u0000", "\ud800");
            });
  }

  /** A reader of the JSON finds the very name. */
  @Test
  void dumpJson_isOneLine_thatCanBeWrittenInUtf8() {
    taskScope()
        .run(
            scope -> {
              scope.named(EVIL + "\"\\\ud83d\ude00").lazily().launch(() -> {});
              String json = Diagnostics.dumpJson();
              assertThat(json.lines()).hasSize(1);
              assertThat(json)
                  .contains(
                      "\"name\":\"evil\\u000a└─ task 'forged'\\u000d\\u0085\\u2028\\u0000\\u202e"
                          + "\\ud800\\\"\\\\\ud83d\ude00\",");
              assertEncodes(json);
            });
  }

  private static void assertEncodes(String text) throws CharacterCodingException {
    assertThat(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).hasRemaining())
        .isTrue();
  }

  @Test
  void linesOfTheLog_areOneEach() {
    try (CapturedLog log = new CapturedLog()) {
      List<ThrowingCallable> calls =
          List.of(
              () -> run(scope -> scope.named(EVIL).launch(ForgedLinesTest::fail)),
              () -> supervisorScope().named(EVIL).run(scope -> scope.async(ForgedLinesTest::fail)),
              () -> run(scope -> scope.lazily().named(EVIL).launch(() -> {})),
              () ->
                  supervisorScope()
                      .onFailure((task, failure) -> fail())
                      .named(EVIL)
                      .run(scope -> scope.launch(ForgedLinesTest::fail)),
              ForgedLinesTest::failInAHandler,
              ForgedLinesTest::closeLate);
      for (ThrowingCallable call : calls) {
        Throwable unused = catchThrowable(call);
      }
      awaitLines(log, 7);
      assertThat(log.lines())
          .hasSize(7)
          .allMatch(line -> line.lines().count() == 1)
          .allMatch(line -> line.contains(SHOWN));
    }
  }

  /** The handler of a task may be called a moment after its block has returned. */
  private static void awaitLines(CapturedLog log, int count) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (log.lines().size() < count && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static Integer fail() {
    throw new IllegalStateException(EVIL);
  }

  private static void failInAHandler() {
    run(
        scope -> {
          Task<?> task = scope.named(EVIL).launch(() -> {});
          task.onCompletion(outcome -> fail());
        });
  }

  private static void closeLate() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ServiceScope service = ServiceScope.open(EVIL);
    service
        .named(EVIL)
        .launch(
            () -> {
              running.countDown();
              awaitDespiteInterrupts(release);
            });
    running.await();
    service.close(Duration.ZERO);
    release.countDown();
  }

  private static void awaitDespiteInterrupts(CountDownLatch release) {
    while (release.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  @DebugMode
  void findingsOfDebugMode_haveTheirOwnLinesOnly() {
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .on(Dispatchers.eventLoop())
          .run(scope -> scope.named(EVIL).launch(() -> Thread.sleep(200)));
      assertThat(log.lines())
          .anyMatch(
              line -> line.startsWith("C4J-602: task '" + SHOWN + "' has held eventLoop for "));
    }
  }

  @Test
  void messagesOfExceptions_showTheNameOnOneLine() {
    List<Throwable> thrown = new ArrayList<>();
    CancellationException cause = new CancellationException(EVIL);
    thrown.add(new TaskCancelledException(EVIL, cause));
    TaskScope[] ended = {null};
    taskScope()
        .named(EVIL)
        .run(
            scope -> {
              ended[0] = scope;
              Task<?> sleeping = scope.named(EVIL).launch(() -> delay(ofHours(1)));
              sleeping.cancel();
              thrown.add(catchThrowable(sleeping::await));
              thrown.add(catchThrowable(sleeping::await).getCause());
              Task<?> future = scope.named(EVIL).launch(() -> delay(ofHours(1)));
              future.toCompletableFuture().cancel(true);
              thrown.add(catchThrowable(future::await));
              thrown.add(scope.named(EVIL).async(() -> catchThrowable(awaitingItself())).await());
            });
    thrown.add(catchThrowable(() -> ended[0].launch(() -> {})));
    thrown.add(
        catchThrowable(
            () ->
                taskScope()
                    .named(EVIL)
                    .run(
                        scope -> {
                          scope.cancel();
                          scope.launch(() -> {});
                        })));
    thrown.add(catchThrowable(() -> failWithForeignCancellation()));
    assertThat(thrown)
        .hasSize(8)
        .allSatisfy(
            failure ->
                assertThat(failure.getMessage()).doesNotContain("\n", "\ud800").contains(SHOWN));
    assertThat(ended[0].toString()).isEqualTo("scope '" + SHOWN + "'");
    TaskCancelledException named = new TaskCancelledException(EVIL, cause);
    assertThat(named.taskName()).isEqualTo(EVIL);
    assertThat(cause).hasMessage(EVIL);
  }

  private static ThrowingCallable awaitingItself() {
    return () -> Tasks.current().await();
  }

  private static void failWithForeignCancellation() {
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    cancelled.cancel(true);
    taskScope().run(scope -> scope.named(EVIL).async(() -> await(cancelled)));
  }

  @Test
  void messageOfADispatcher_showsItsExecutorOnOneLine() {
    Executor evil =
        new Executor() {
          @Override
          public void execute(Runnable command) {
            new Thread(command).start();
          }

          @Override
          public String toString() {
            return EVIL;
          }
        };
    assertThatThrownBy(
            () ->
                taskScope()
                    .on(Dispatchers.from(evil))
                    .run(scope -> scope.launch(() -> delay(ofHours(1)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("from(" + SHOWN + ")");
  }

  /** A thread dump has a line for each thread too. */
  @Test
  void threadOfATask_bearsItsNameOnOneLine() {
    String name =
        taskScope()
            .call(scope -> scope.named(EVIL).async(() -> Thread.currentThread().getName()).await());
    assertThat(name).isEqualTo(SHOWN);
  }

  @Test
  void refusalOnAThread_showsItsNameOnOneLine() throws InterruptedException {
    Throwable[] refusal = {null};
    Thread thread =
        new Thread(() -> refusal[0] = catchThrowable(Tasks::current), EVIL.replace("\u0000", ""));
    thread.start();
    thread.join();
    assertThat(refusal[0].getMessage()).contains("evil\\n└─").doesNotContain("\n");
  }
}
