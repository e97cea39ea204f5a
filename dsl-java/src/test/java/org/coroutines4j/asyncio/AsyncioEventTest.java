package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.asyncio.Where.letOthersRun;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.sync.AsyncEvent;
import org.junit.jupiter.api.Test;

/** Restates what CPython's {@code test_locks.EventTests} requires of an event. */
class AsyncioEventTest {
  private final AsyncEvent event = new AsyncEvent();
  private final List<Integer> woken = new ArrayList<>(); // one at a time, so that it needs no lock

  @Test
  void test_wait_allWaitersResume() {
    Where.EVENT_LOOP.run(
        scope -> {
          for (int i = 1; i <= 3; i++) {
            int number = i;
            scope.launch(
                () -> {
                  event.await();
                  woken.add(number);
                });
          }
          letOthersRun();
          assertThat(woken).isEmpty();

          event.set();
          letOthersRun();

          assertThat(woken).containsExactly(1, 2, 3);
          assertThat(event.isSet()).isTrue();
        });
  }

  @Test
  void test_wait_on_set_returnsAtOnce() {
    event.set();
    event.await(); // on this thread, which no task would wake
    assertThat(event.isSet()).isTrue();
  }

  @Test
  void test_wait_cancel_waiterIsForgotten() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> cancelled = scope.launch(event::await);
          Task<?> other = scope.launch(event::await);
          letOthersRun();

          cancelled.cancel();
          cancelled.join();

          assertThat(cancelled.isCancelled()).isTrue();
          assertThat(event.isSet()).isFalse();
          assertThat(other.isActive()).isTrue();
          event.set();
          other.await();
        });
  }

  @Test
  void test_clear_with_waiters_earlierWaitersStillResume() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> before = scope.launch(event::await);
          letOthersRun();

          event.set();
          event.clear(); // before the waiter has run
          Task<?> after = scope.launch(event::await);
          before.await();
          letOthersRun();

          assertThat(after.isDone()).isFalse();
          assertThat(event.isSet()).isFalse();
          event.set();
          after.await();
        });
  }
}
