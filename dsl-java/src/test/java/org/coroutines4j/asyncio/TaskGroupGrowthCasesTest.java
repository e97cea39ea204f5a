package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.asyncio.Answer.DIFFERENT;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A group to which tasks are added, by the body and by its tasks. */
class TaskGroupGrowthCasesTest {
  private final AtomicBoolean refusedRan = new AtomicBoolean();

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E36",
      asyncioTest = "test_taskgroups.test_taskgroup_03",
      answer = SAME,
      because = "a child that is cancelled by itself does not fail its scope")
  void e36_childCancelledByTheBody_leavesTheGroupAsItIs(Where where) {
    where.run(
        scope -> {
          AtomicReference<Task<?>> first = new AtomicReference<>();
          Task<Integer> second =
              taskScope()
                  .call(
                      group -> {
                        Gate sleeping = new Gate();
                        first.set(group.launch(sleeping::openAndSleep));
                        sleeping.await();
                        first.get().cancel();
                        return group.async(() -> 42);
                      });

          assertThat(first.get().isCancelled()).isTrue();
          assertThat(second.isDone()).isTrue();
          assertThat(second.await()).isEqualTo(42);
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E39",
      asyncioTest = "test_taskgroups.test_taskgroup_24",
      answer = SAME,
      because = "a scope ends when its last task has ended, whichever task started it")
  void e39_tasksAddedByAChildAfterTheBody_areWaitedFor(Where where) {
    where.run(
        scope -> {
          AtomicInteger ended = new AtomicInteger();
          Gate bodyEnds = new Gate();
          taskScope()
              .run(
                  group -> {
                    group.launch(
                        () -> {
                          bodyEnds.await();
                          group.launch(ended::incrementAndGet);
                          group.launch(ended::incrementAndGet);
                        });
                    bodyEnds.open();
                  });

          assertThat(ended).hasValue(2);
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E40",
      asyncioTest = "test_taskgroups.test_taskgroup_no_create_task_after_failure",
      answer = DIFFERENT,
      because =
          "refused as in asyncio, but with a CancellationException: the task that adds is being"
              + " cancelled too, and may let the exception pass")
  void e40_taskAddedWhileTheGroupIsCancelled_isRefused(Where where) {
    IllegalStateException failure = new IllegalStateException("first");
    where.run(
        scope -> {
          Gate sleeping = new Gate();
          AtomicReference<Throwable> refusal = new AtomicReference<>();
          assertThatThrownBy(
                  () ->
                      taskScope()
                          .run(
                              group -> {
                                group.launch(() -> addWhenCancelled(group, sleeping, refusal));
                                sleeping.await();
                                group.launch(
                                    () -> {
                                      throw failure;
                                    });
                              }))
              .isSameAs(failure)
              .hasNoSuppressedExceptions();

          assertThat(refusal.get())
              .isInstanceOf(CancellationException.class)
              .hasMessageContaining("starts no more tasks");
          assertThat(refusedRan).isFalse();
        });
  }

  private void addWhenCancelled(
      TaskScope group, Gate sleeping, AtomicReference<Throwable> refusal) {
    try {
      sleeping.openAndSleep();
    } catch (CancellationException e) {
      try {
        group.launch(() -> refusedRan.set(true));
      } catch (CancellationException refused) {
        refusal.set(refused);
        throw refused;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E40",
      asyncioTest = "test_taskgroups.test_taskgroup_finished, test_taskgroup_not_entered",
      answer = SAME,
      because = "only the body receives the scope, so a scope cannot be used before it is entered")
  void e40_taskAddedAfterTheEnd_isRefused(Where where) {
    where.run(
        scope -> {
          TaskScope ended = taskScope().named("ended").call(group -> group);

          assertThatIllegalStateException()
              .isThrownBy(() -> ended.launch(() -> refusedRan.set(true)))
              .withMessageContaining("scope 'ended' has ended");
        });
    assertThat(refusedRan).isFalse();
  }
}
