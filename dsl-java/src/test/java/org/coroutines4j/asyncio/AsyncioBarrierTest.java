package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.asyncio.Where.letOthersRun;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.sync.AsyncBarrier;
import org.coroutines4j.sync.BarrierBrokenException;
import org.junit.jupiter.api.Test;

/** Restates what CPython's {@code test_locks.BarrierTests} requires of a barrier. */
class AsyncioBarrierTest {
  private final AsyncBarrier barrier = new AsyncBarrier(3);
  private final List<String> passed = new ArrayList<>(); // one at a time, so that it needs no lock

  private Task<Integer> arrive(TaskScope scope, String name) {
    Task<Integer> task =
        scope.async(
            () -> {
              int index = barrier.await();
              passed.add(name);
              return index;
            });
    letOthersRun();
    return task;
  }

  @Test
  void test_barrier_parties_mustBeOneOrMore() {
    assertThat(new AsyncBarrier(1).parties()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AsyncBarrier(0))
        .withMessage("parties must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AsyncBarrier(-5))
        .withMessage("parties must be at least 1, but was -5");
  }

  @Test
  void test_single_task_passesABarrierOfOne() {
    AsyncBarrier alone = new AsyncBarrier(1);
    assertThat(alone.await()).isZero();
    assertThat(alone.await()).isZero();
    assertThat(alone.waiting()).isZero();
  }

  @Test
  void test_filling_tasks_allPassTogether_againAndAgain() {
    Where.EVENT_LOOP.run(
        scope -> {
          for (int round = 0; round < 3; round++) {
            Task<Integer> a = arrive(scope, "a");
            Task<Integer> b = arrive(scope, "b");
            assertThat(barrier.waiting()).isEqualTo(2);
            assertThat(passed).isEmpty();

            int last = barrier.await();

            assertThat(List.of(a.await(), b.await(), last)).containsExactly(0, 1, 2);
            assertThat(passed).containsExactly("a", "b");
            passed.clear();
          }
        });
  }

  @Test
  void test_filling_tasks_cancel_one_anotherTakesItsPlace() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<Integer> a = arrive(scope, "a");
          Task<Integer> b = arrive(scope, "b");

          a.cancel();
          a.join();
          assertThat(barrier.waiting()).isEqualTo(1);

          Task<Integer> c = arrive(scope, "c");
          assertThat(barrier.await()).isEqualTo(2);
          assertThat(b.await()).isZero();
          assertThat(c.await()).isEqualTo(1);
        });
  }

  @Test
  void test_filling_tasks_cancel_after_the_last_came_theOthersPass() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<Integer> a = arrive(scope, "a");
          Task<Integer> b = arrive(scope, "b");

          assertThat(barrier.await()).isEqualTo(2);
          a.cancel(); // before it has run

          assertThat(b.await()).isEqualTo(1);
          a.join();
          assertThat(a.isCancelled()).isTrue();
          assertThat(barrier.waiting()).isZero();
          assertThat(barrier.isBroken()).isFalse();
        });
  }

  @Test
  void test_blocking_tasks_while_draining_latecomersAwaitNextRound() {
    Where.EVENT_LOOP.run(
        scope -> {
          arrive(scope, "a");
          arrive(scope, "b");
          int last = barrier.await();
          assertThat(last).isEqualTo(2);

          Task<Integer> late = scope.async(barrier::await); // a and b have not left yet
          letOthersRun();

          assertThat(passed).containsExactly("a", "b");
          assertThat(late.isActive()).isTrue();
          assertThat(barrier.waiting()).isEqualTo(1);
          arrive(scope, "c");
          barrier.await();
          assertThat(late.await()).isZero();
        });
  }

  @Test
  void test_reset_barrier_while_tasks_waiting_throwsAndStaysUsable() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<Integer> a = arrive(scope, "a");
          Task<Integer> b = arrive(scope, "b");

          barrier.reset();

          assertThatThrownBy(a::await).isInstanceOf(BarrierBrokenException.class);
          assertThatThrownBy(b::await)
              .isInstanceOf(BarrierBrokenException.class)
              .hasMessage("the barrier was reset or aborted while this task waited");
          assertThat(barrier.isBroken()).isFalse();
          assertThat(barrier.waiting()).isZero();
          arrive(scope, "c");
          arrive(scope, "d");
          assertThat(barrier.await()).isEqualTo(2);
        });
    assertThat(passed).containsExactly("c", "d");
  }

  @Test
  void test_reset_barrier_when_tasks_half_draining_sparesPassedOnes() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<Integer> a = arrive(scope, "a");
          Task<Integer> b = arrive(scope, "b");
          barrier.await();

          barrier.reset(); // a and b may go on, but have not run yet

          assertThat(a.await()).isZero();
          assertThat(b.await()).isEqualTo(1);
        });
  }

  @Test
  void test_abort_barrier_breaksItUntilItIsReset() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<Integer> a = arrive(scope, "a");

          barrier.abort();

          assertThatThrownBy(a::await).isInstanceOf(BarrierBrokenException.class);
          assertThat(barrier.isBroken()).isTrue();
          assertThatThrownBy(barrier::await)
              .isInstanceOf(BarrierBrokenException.class)
              .hasMessage("the barrier has been aborted; reset() repairs it");
          assertThat(barrier.waiting()).isZero();
          barrier.reset();
          assertThat(barrier.isBroken()).isFalse();
          arrive(scope, "b");
          arrive(scope, "c");
          assertThat(barrier.await()).isEqualTo(2);
        });
  }

  @Test
  void test_abort_barrier_when_exception_theOthersAreTold() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<Integer> a = arrive(scope, "a");
          Task<?> failing =
              scope.launch(
                  () -> {
                    try {
                      throw new IllegalStateException("planted");
                    } catch (IllegalStateException e) {
                      barrier.abort();
                      throw e;
                    }
                  });

          assertThatIllegalStateException().isThrownBy(failing::await).withMessage("planted");
          assertThatThrownBy(a::await).isInstanceOf(BarrierBrokenException.class);
          assertThat(barrier.isBroken()).isTrue();
        });
  }
}
