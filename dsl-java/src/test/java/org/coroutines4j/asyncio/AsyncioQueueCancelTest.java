package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.asyncio.Where.letOthersRun;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.AsyncQueue;
import org.junit.jupiter.api.Test;

/** Restates what CPython's {@code test_queues} requires when waiters are cancelled. */
class AsyncioQueueCancelTest {
  private final AsyncQueue<String> queue = AsyncQueue.fifo(1);
  private final List<String> got = new ArrayList<>(); // one at a time, so that it needs no lock

  private Task<?> putter(TaskScope scope, String item) {
    Task<?> task = scope.launch(() -> queue.put(item));
    letOthersRun();
    return task;
  }

  private Task<?> getter(TaskScope scope, String name) {
    Task<?> task = scope.launch(() -> got.add(name + " got " + queue.get()));
    letOthersRun();
    return task;
  }

  @Test
  void test_cancelled_getters_not_being_held_in_self_getters() {
    Where.EVENT_LOOP.run(
        scope -> {
          for (int i = 0; i < 100; i++) {
            assertThat(Async.withTimeoutOrEmpty(Duration.ofNanos(1), queue::get)).isEmpty();
          }
          queue.put("a");
          assertThat(queue.tryGet()).contains("a");
          assertThat(queue.isEmpty()).isTrue();
        });
  }

  @Test
  void test_cancelled_puts_not_being_held_in_self_putters() {
    Where.EVENT_LOOP.run(
        scope -> {
          queue.put("a");
          for (int i = 0; i < 100; i++) {
            Task<?> late = putter(scope, "late");
            late.cancel();
            late.join();
          }
          assertThat(queue.get()).isEqualTo("a");
          assertThat(queue.tryPut("b")).isTrue();
          assertThat(queue.get()).isEqualTo("b");
          assertThat(queue.tryGet()).isEmpty();
        });
  }

  @Test
  void test_put_cancelled_race_slotGoesToTheNextPutter() {
    Where.EVENT_LOOP.run(
        scope -> {
          queue.put("a");
          Task<?> x = putter(scope, "X");
          Task<?> b = putter(scope, "b");

          assertThat(queue.get()).isEqualTo("a"); // the slot is on its way to X
          x.cancel();

          b.await();
          assertThat(queue.get()).isEqualTo("b");
          x.join();
          assertThat(x.isCancelled()).isTrue();
          assertThat(queue.isEmpty()).isTrue();
        });
  }

  @Test
  void test_get_cancelled_race_itemGoesToTheNextGetter() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> first = getter(scope, "first");
          Task<?> second = getter(scope, "second");

          queue.put("a"); // leave to take it is on its way to the first
          first.cancel();

          second.await();
          assertThat(got).containsExactly("second got a");
          first.join();
          assertThat(first.isCancelled()).isTrue();
        });
  }

  @Test
  void test_get_cancelled_race_withoutOtherWaiters_leavesTheItem() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> getter = getter(scope, "cancelled");

          queue.put("a");
          getter.cancel();
          getter.join();

          assertThat(got).isEmpty();
          assertThat(queue.size()).isEqualTo(1);
          assertThat(queue.tryGet()).contains("a");
        });
  }

  @Test
  void test_why_are_putters_waiting_getsWakeThemAll() {
    Where.EVENT_LOOP.run(
        scope -> {
          AsyncQueue<Integer> two = AsyncQueue.fifo(2);
          for (int i = 0; i < 4; i++) {
            int item = i;
            scope.launch(() -> two.put(item));
          }
          letOthersRun();
          assertThat(two.isFull()).isTrue();

          List<Integer> items = List.of(two.get(), two.get(), two.get(), two.get());

          assertThat(items).containsExactly(0, 1, 2, 3);
          assertThat(two.isEmpty()).isTrue();
        });
  }

  @Test
  void test_why_are_getters_waiting_putsWakeThemAll() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> a = getter(scope, "a");
          Task<?> b = getter(scope, "b");
          Task<?> c = getter(scope, "c");

          List.of("1", "2", "3").forEach(queue::put); // holds one

          a.await();
          b.await();
          c.await();
          assertThat(got).containsExactly("a got 1", "b got 2", "c got 3");
        });
  }
}
