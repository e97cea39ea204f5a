package org.coroutines4j.debugging;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.testkit.DebugMode;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/** Guards that a dump shows the tree of scopes and tasks, and what each of them does. */
class DumpTest {
  @Test
  void dump_showsTheTree_andWhereEachWaitsOrBlocks() throws Exception {
    Channel<String> withoutSender = Channel.rendezvous();
    CountDownLatch release = new CountDownLatch(1);
    taskScope()
        .named("crawler")
        .run(
            scope -> {
              Task<String> reader = scope.named("reader").async(withoutSender::receive);
              Task<?> nested =
                  scope
                      .named("nested")
                      .launch(() -> withTimeout(ofHours(1), () -> delay(ofHours(2))));
              Task<?> blocked = scope.named("blocked").launch(() -> release.await());
              scope.lazily().named("unstarted").launch(() -> {});
              dumpUntil("waits in receive\n", "waits in delay", "CountDownLatch.await at");
              assertThat(dump())
                  .containsExactly(
                      "scope 'crawler': in Diagnostics.dump at DumpTest.dump",
                      "├─ task 'reader': waits in receive",
                      "├─ task 'nested'",
                      "│  └─ timeout of PT1H: waits in delay at DumpTest.lambda",
                      "├─ task 'blocked': in CountDownLatch.await at DumpTest.lambda",
                      "└─ task 'unstarted' (new)");
              release.countDown();
              reader.cancel();
              nested.cancel();
              blocked.join();
            });
  }

  @Test
  void codeAroundATask_isNotWhatItDoes() {
    Channel<String> withoutSender = Channel.rendezvous();
    taskScope()
        .run(
            scope -> {
              TaskScope wrapped = scope.with(ContextElement.around(body -> body.run()));
              Task<String> reader = wrapped.named("reader").async(withoutSender::receive);
              Task<?> sleeper = wrapped.named("sleeper").launch(() -> delay(ofHours(2)));
              Task<?> listener =
                  wrapped.launch(() -> AsyncFlow.ticker(ofHours(2)).iterator().next());
              dumpUntil("'sleeper': waits in delay at org.coroutines4j.debugging.DumpTest");
              dumpUntil("part of a task: waits in delay\n");
              dumpUntil("'reader': waits in receive\n");
              reader.cancel();
              sleeper.cancel();
              listener.cancel();
            });
  }

  /** The thread waits under no Job of the task. */
  @Test
  void shieldedCode_isWhatItsTaskDoes() {
    AsyncEvent released = new AsyncEvent();
    taskScope()
        .run(
            scope -> {
              Task<?> shielded =
                  scope
                      .named("shielded")
                      .launch(() -> nonCancellable(() -> nonCancellable(() -> released.await())));
              dumpUntil("'shielded': waits in await at org.coroutines4j.debugging.DumpTest");
              shielded.cancel();
              dumpUntil("'shielded' (cancelling): waits in await at ");
              released.set();
            });
  }

  /** The lines, without the numbers that depend on this file. */
  private static List<String> dump() {
    return Diagnostics.dump()
        .lines()
        .map(line -> line.replace("org.coroutines4j.debugging.", ""))
        .map(line -> line.replaceAll("(DumpTest\\.(lambda|dump|dump_showsTheTree))\\b.*", "$1"))
        .map(line -> line.replaceAll("_andWhere.*", ""))
        .toList();
  }

  private static void dumpUntil(String... parts) throws InterruptedException {
    Poll.until(() -> Stream.of(parts).allMatch(Diagnostics.dump()::contains));
  }

  @Test
  void dump_ofADeepTree_endsSomewhere() {
    assertThat(nestedDump(300)).contains("and more");
  }

  private static String nestedDump(int levels) {
    return levels == 0
        ? Diagnostics.dump()
        : taskScope().call(scope -> scope.async(() -> nestedDump(levels - 1)).await());
  }

  @Test
  @DebugMode
  void debugMode_addsSince_andWhereTasksWereMade() {
    taskScope()
        .run(
            scope -> {
              Task<?> sleeper = scope.named("sleeper").launch(() -> delay(ofHours(1)));
              dumpUntil("waits in delay");
              assertThat(Diagnostics.dump())
                  .containsPattern(
                      "task 'sleeper': waits in delay at .*DumpTest.*, for PT[0-9.]+S"
                          + " \\(created at .*DumpTest.*\\(DumpTest.java:\\d+\\)\\)");
              sleeper.cancel();
            });
  }
}
