package org.coroutines4j;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.call;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.DelayKt;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Timers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that a cancelled wait removes its timer, whatever it waits for. Otherwise a service that
 * cancels delays of an hour would keep each of them for an hour.
 */
class CancelledTimersTest {
  private static final Duration LONG = ofDays(1);
  private static final int TASKS = 20;

  /** Has a limit, since a delay without one parks its thread and needs no timer. */
  private static final Dispatcher DISPATCHER = Dispatchers.virtual().limitedParallelism(TASKS);

  private static Map<String, ThrowingRunnable> waits() {
    Map<String, ThrowingRunnable> waits = new TreeMap<>();
    waits.put("delay", () -> delay(LONG));
    waits.put(
        "delay of Kotlin", () -> CoroutineThreads.run(body -> body.await(k -> kotlinDelay(k))));
    waits.put("withTimeout", () -> withTimeout(LONG, CancelledTimersTest::never));
    waits.put("withTimeoutOrEmpty", () -> withTimeoutOrEmpty(LONG, CancelledTimersTest::never));
    waits.put("scope with a timeout", () -> taskScope().withTimeout(LONG).run(s -> never()));
    waits.put("select", () -> select().onTimeout(LONG, () -> 1).await());
    waits.put(
        "retry",
        () -> retry(RetryPolicy.maxAttempts(2).exponentialBackoff(LONG, LONG), () -> fail()));
    waits.put("ticker", () -> AsyncFlow.ticker(LONG).collect(tick -> {}));
    waits.put("flow timeout", () -> endless().timeout(LONG).collect(value -> {}));
    waits.put("debounce", () -> once().debounce(LONG).collect(value -> {}));
    waits.put("sample", () -> endless().sample(LONG).collect(value -> {}));
    waits.put("chunkedWithin", () -> once().chunkedWithin(9, LONG).collect(chunk -> {}));
    return waits;
  }

  @SuppressWarnings("unchecked") // Kotlin declares what it is given as contravariant
  private static Object kotlinDelay(Continuation<?> k) {
    return DelayKt.delay(LONG.toMillis(), (Continuation<Unit>) k);
  }

  private static int never() {
    return Channel.<Integer>rendezvous().receive();
  }

  private static int fail() {
    throw new IllegalStateException("each time");
  }

  private static AsyncFlow<Integer> endless() {
    return AsyncFlow.generate(out -> out.emit(never()));
  }

  private static AsyncFlow<Integer> once() {
    return AsyncFlow.of(1).concatWith(endless());
  }

  @TestFactory
  Stream<DynamicTest> cancelledWaits_leaveNoTimer() {
    return waits().entrySet().stream()
        .map(
            wait ->
                DynamicTest.dynamicTest(
                    wait.getKey(), () -> assertLeavesNoTimer(wait.getKey(), wait.getValue())));
  }

  private static void assertLeavesNoTimer(String name, ThrowingRunnable wait) {
    int ofOthers = Timers.pending();
    supervisorScope()
        .run(
            scope -> {
              List<Task<?>> tasks = new ArrayList<>();
              for (int i = 0; i < TASKS; i++) {
                tasks.add(scope.on(DISPATCHER).launch(wait));
              }
              Poll.until(() -> Timers.pending() >= ofOthers + TASKS);
              tasks.forEach(Task::cancel);
              tasks.forEach(Task::join);
              assertThat(Timers.pending() - ofOthers).as("timers of %s left", name).isZero();
            });
  }

  /** The body ends in time, and the timer of the limit with it. */
  @TestFactory
  Stream<DynamicTest> blocksThatEndInTime_leaveNoTimer() {
    Map<String, ThrowingRunnable> blocks = new TreeMap<>();
    blocks.put("withTimeout", () -> withTimeout(LONG, () -> 1));
    blocks.put("withTimeoutOrEmpty", () -> withTimeoutOrEmpty(LONG, () -> 1));
    blocks.put("taskScope", () -> taskScope().withTimeout(LONG).run(scope -> {}));
    blocks.put("call", () -> call(scope -> scope.async(() -> 1).await()));
    return blocks.entrySet().stream()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.getKey(),
                    () -> {
                      int ofOthers = Timers.pending();
                      block.getValue().run();
                      assertThat(Timers.pending() - ofOthers).isZero();
                    }));
  }
}
