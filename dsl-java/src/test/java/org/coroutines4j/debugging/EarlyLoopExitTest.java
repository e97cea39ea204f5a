package org.coroutines4j.debugging;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.stream.Stream;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Tasks;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.DebugMode;
import org.junit.jupiter.api.Test;

/**
 * Guards that debug mode reports loops that exit early and leave their flow open until their task
 * ends.
 */
@DebugMode
class EarlyLoopExitTest {
  /** The line of the loop that is being left. */
  private int loopAt;

  private final AsyncFlow<Integer> endless = AsyncFlow.iterate(1, n -> n + 1);

  @Test
  void loopThatIsLeftByABreak_isTold_withItsLine_whenItsTaskEnds() {
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .run(
              scope -> {
                scope.launch(this::leaveByBreak).join();
                assertThat(log.lines()).hasSize(1);
              });
      assertThat(log.lines()).containsExactly(finding("leaveByBreak"));
    }
  }

  private void leaveByBreak() {
    loopAt = hereAnd(1);
    for (int n : endless) {
      if (n == 3) {
        break;
      }
    }
  }

  private static int hereAnd(int lines) {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber() + lines);
  }

  private String finding(String method) {
    return "C4J-501: the loop over a flow at org.coroutines4j.debugging.EarlyLoopExitTest."
        + method
        + "(EarlyLoopExitTest.java:"
        + loopAt
        + ") was left before its end, and the flow has stayed open until now, when the block or task"
        + " of the loop ends: use try-with-resources, or forEach";
  }

  @Test
  void loopThatIsLeftByAnException_isTold() {
    try (CapturedLog log = new CapturedLog()) {
      assertThatThrownBy(() -> taskScope().run(scope -> leaveByException())).hasMessage("three");
      assertThat(log.lines()).containsExactly(finding("leaveByException"));
    }
  }

  private void leaveByException() {
    loopAt = hereAnd(1);
    for (int n : endless) {
      if (n == 3) {
        throw new IllegalStateException("three");
      }
    }
  }

  @Test
  void loopsThatEnd_orAreClosed_areNot() {
    assertNothingIsTold(
        () -> {
          int sum = 0;
          for (int n : AsyncFlow.of(1, 2)) {
            sum += n;
          }
          assertThat(sum).isEqualTo(3);
          try (AsyncIterator<Integer> iterator = endless.iterator()) {
            assertThat(iterator.next()).isEqualTo(1);
          }
          try (Stream<Integer> stream = endless.stream()) {
            assertThat(stream.limit(2)).containsExactly(1, 2);
          }
          endless.take(2).forEach(n -> {});
          assertThat(AsyncFlow.of(1).iterator()).isNotNull(); // nothing has begun
          AsyncIterator<Integer> failing =
              AsyncFlow.<Integer>generate(
                      out -> {
                        throw new IllegalStateException("flow");
                      })
                  .iterator();
          assertThatThrownBy(failing::next).hasMessage("flow");
        });
  }

  @Test
  void loopsThatACancellationLeaves_areNot() {
    AsyncFlow<Integer> slow =
        AsyncFlow.generate(
            out -> {
              try {
                out.emit(1);
              } finally {
                nonCancellable(() -> delay(ofMillis(50))); // has not ended when the loop is left
              }
            });
    assertNothingIsTold(
        () -> {
          assertThat(withTimeoutOrEmpty(ofMillis(50), () -> waitInALoop(slow))).isEmpty();
        });
    assertNothingIsTold(
        () -> {
          for (int n : slow) {
            Tasks.current().cancel();
            delay(ofHours(n));
          }
        });
  }

  private static int waitInALoop(AsyncFlow<Integer> flow) {
    int sum = 0;
    for (int n : flow) {
      delay(ofHours(n));
      sum += n;
    }
    return sum;
  }

  @Test
  void withoutDebugMode_nothingIs() {
    Diagnostics.setDebug(false);
    assertNothingIsTold(this::leaveByBreak);
  }

  private static void assertNothingIsTold(ThrowingRunnable body) {
    try (CapturedLog log = new CapturedLog()) {
      supervisorScope().run(scope -> scope.launch(body).join());
      assertThat(log.lines()).isEmpty();
    }
  }
}
