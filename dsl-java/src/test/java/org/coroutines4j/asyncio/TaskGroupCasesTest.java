package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.asyncio.Answer.DIFFERENT;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A group that stands or falls together: failures and cancellation. */
@Tag("exceptions")
class TaskGroupCasesTest {
  private final AtomicInteger cancelled = new AtomicInteger();

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E33",
      asyncioTest = "test_taskgroups.test_cancel_children_on_child_error",
      answer = DIFFERENT,
      because =
          "the first failure is thrown itself, with the later ones suppressed on it, instead of"
              + " an exception group. The same tasks are cancelled and waited for")
  void e33_failingChildren_cancelTheOthersAndTheBody(Where where) {
    List<ArithmeticException> failures = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      failures.add(new ArithmeticException("child " + i));
    }
    where.run(
        scope -> {
          Gate othersSleep = new Gate();
          Throwable thrown =
              catchThrowable(
                  () ->
                      taskScope()
                          .run(
                              group -> {
                                for (ArithmeticException failure : failures) {
                                  Gate begun = new Gate();
                                  group.launch(() -> failAfter(begun, othersSleep, failure));
                                  begun.await();
                                }
                                Gate childSleeps = new Gate();
                                group.launch(() -> sleepAndCount(childSleeps));
                                childSleeps.await();
                                sleepAndCount(othersSleep);
                              }));

          assertThat(thrown).isInstanceOf(ArithmeticException.class);
          List<Throwable> all = new ArrayList<>(List.of(thrown.getSuppressed()));
          all.add(thrown);
          assertThat(all).containsExactlyInAnyOrderElementsOf(failures);
          assertThat(cancelled).hasValue(2);
        });
  }

  /** Fails even if the failure of another has come first. */
  private static void failAfter(Gate begun, Gate gate, ArithmeticException failure) {
    nonCancellable(
        () -> {
          begun.open();
          gate.await();
        });
    throw failure;
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E34",
      asyncioTest = "test_taskgroups.test_taskgroup_07",
      answer = SAME,
      because = "the block throws only a cancellation, when all tasks have ended")
  void e34_cancelledCaller_cancelsTheBodyAndAllChildren(Where where) {
    where.run(
        scope -> {
          Gate bodySleeps = new Gate();
          AtomicInteger cancelledAtEnd = new AtomicInteger();
          Task<?> caller =
              scope.launch(
                  () -> {
                    try {
                      taskScope()
                          .run(
                              group -> {
                                for (int i = 0; i < 5; i++) {
                                  Gate childSleeps = new Gate();
                                  group.launch(() -> sleepAndCount(childSleeps));
                                  childSleeps.await();
                                }
                                sleepAndCount(bodySleeps);
                              });
                    } finally {
                      cancelledAtEnd.set(cancelled.get());
                    }
                  });
          bodySleeps.await();

          caller.cancel();

          assertThatThrownBy(caller::await)
              .isInstanceOf(TaskCancelledException.class)
              .hasNoSuppressedExceptions();
          assertThat(cancelledAtEnd).hasValue(6);
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E37",
      asyncioTest = "test_taskgroups.test_taskgroup_09, test_taskgroup_10",
      answer = DIFFERENT,
      because = "the body's failure is thrown itself, not in an exception group of one")
  void e37_failingBody_cancelsItsChildrenAndWaitsForThem(Where where) {
    IllegalStateException failure = new IllegalStateException("body");
    where.run(
        scope -> {
          assertThatThrownBy(
                  () ->
                      taskScope()
                          .run(
                              group -> {
                                List<Gate> sleeping = List.of(new Gate(), new Gate());
                                sleeping.forEach(gate -> group.launch(() -> sleepAndCount(gate)));
                                sleeping.forEach(Gate::await);
                                throw failure;
                              }))
              .isSameAs(failure)
              .hasNoSuppressedExceptions();
          assertThat(cancelled).hasValue(2);
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E37",
      asyncioTest = "test_taskgroups.test_taskgroup_10",
      answer = DIFFERENT,
      because = "the body's failure is thrown itself, not in an exception group of one")
  void e37_bodyFailingBeforeItWaits_leavesNoChildRunning(Where where) {
    IllegalStateException failure = new IllegalStateException("body");
    where.run(
        scope -> {
          List<Task<?>> children = new ArrayList<>();
          assertThatThrownBy(
                  () ->
                      taskScope()
                          .run(
                              group -> {
                                children.add(group.launch(Gate::sleep));
                                children.add(group.launch(Gate::sleep));
                                throw failure;
                              }))
              .isSameAs(failure)
              .hasNoSuppressedExceptions();
          assertThat(children).hasSize(2).allMatch(Task::isCancelled);
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E43",
      asyncioTest = "test_taskgroups.test_cancellation_does_not_leak_out_of_tg",
      answer = SAME,
      because = "the scope that failed is cancelled, never the enclosing task")
  void e43_handledFailureOfAGroup_leavesTheCallerUncancelled(Where where) {
    where.run(
        scope -> {
          for (boolean bodyWaits : new boolean[] {true, false}) {
            assertThatThrownBy(
                    () ->
                        taskScope()
                            .run(
                                group -> {
                                  group.launch(TaskGroupCasesTest::fail);
                                  if (bodyWaits) {
                                    Gate.sleep();
                                  }
                                }))
                .isInstanceOf(IllegalArgumentException.class);

            Async.ensureActive();
            delay(Duration.ofMillis(1));
            assertThat(scope.async(() -> 1).await()).isEqualTo(1);
            assertThat(Thread.interrupted()).isFalse();
          }
        });
  }

  private static void fail() {
    throw new IllegalArgumentException("child");
  }

  private void sleepAndCount(Gate sleeping) {
    try {
      sleeping.openAndSleep();
    } finally {
      cancelled.incrementAndGet();
    }
  }
}
