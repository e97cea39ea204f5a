package org.coroutines4j;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.call;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A block waits for the Kotlin coroutines that were launched in it, however its body ends. */
class KotlinChildrenTest {
  private interface Block {
    void run(Callable<Integer> body) throws Exception;
  }

  private static final Map<String, Block> BLOCKS =
      new TreeMap<>(
          Map.of(
              "withTimeout", body -> withTimeout(ofDays(1), body),
              "withTimeoutOrEmpty", body -> withTimeoutOrEmpty(ofDays(1), body),
              "taskScope", body -> taskScope().call(scope -> body.call()),
              "supervisorScope", body -> supervisorScope().call(scope -> body.call()),
              "call", body -> call(scope -> body.call())));

  private final AtomicBoolean childEnded = new AtomicBoolean();
  private volatile boolean bodyEnds;

  static List<String> blocks() {
    return List.copyOf(BLOCKS.keySet());
  }

  /**
   * Launches a coroutine that ends only when the thread of the block has nothing to do but wait. It
   * is no task, so nothing interrupts it.
   */
  private void launchChild() {
    Thread ofTheBlock = Thread.currentThread();
    BuildersKt.launch(
        CoroutineScopeKt.CoroutineScope(CoroutineThreads.current().frame().context()),
        EmptyCoroutineContext.INSTANCE,
        CoroutineStart.ATOMIC, // even if the block is cancelled before it has begun
        (coroutineScope, k) -> {
          Poll.untilEvenInterrupted(() -> bodyEnds && Waits.isWaitingWithoutLimit(ofTheBlock));
          childEnded.set(true);
          return Unit.INSTANCE;
        });
  }

  private int returns() {
    launchChild();
    bodyEnds = true;
    return 1;
  }

  private int fails() {
    launchChild();
    bodyEnds = true;
    throw new IllegalStateException("body");
  }

  private int isLate() {
    launchChild();
    try {
      delay(ofDays(1));
      return 1;
    } finally {
      bodyEnds = true;
    }
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void blockWhoseBodyReturns_waitsForItsCoroutine(String block) throws Exception {
    BLOCKS.get(block).run(this::returns);
    assertThat(childEnded).isTrue();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void blockWhoseBodyFails_waitsForItsCoroutine(String block) {
    Throwable thrown = catchThrowable(() -> BLOCKS.get(block).run(this::fails));
    assertThat(childEnded).isTrue();
    assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class).hasMessage("body");
  }

  @Test
  void blockThatTimesOut_waitsForItsCoroutine() {
    Throwable thrown = catchThrowable(() -> withTimeout(ofMillis(10), this::isLate));
    assertThat(childEnded).isTrue();
    assertThat(thrown).isExactlyInstanceOf(TimeoutExceededException.class);
  }

  @Test
  void emptyBlockThatTimesOut_waitsForItsCoroutine() {
    assertThat(withTimeoutOrEmpty(ofMillis(10), this::isLate)).isEmpty();
    assertThat(childEnded).isTrue();
  }
}
