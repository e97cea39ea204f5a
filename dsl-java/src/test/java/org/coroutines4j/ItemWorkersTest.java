package org.coroutines4j;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that items that are processed one after the other by the same task do not affect each
 * other, and where they are read.
 */
@Tag("exceptions")
class ItemWorkersTest {
  private final List<Integer> called = new CopyOnWriteArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static Iterable<Integer> iterable(int count) {
    return () -> IntStream.range(0, count).iterator();
  }

  @Test
  void interruptLeftByAnItem_doesNotReachTheNextItem() {
    List<Integer> results =
        Async.mapConcurrent(
            numbers(3),
            1,
            i -> {
              Async.delay(ofMillis(1)); // throws if the task is cancelled
              Thread.sleep(1); // throws if the thread is interrupted
              Thread.currentThread().interrupt();
              return i;
            });
    assertThat(results).containsExactly(0, 1, 2);
  }

  @Test
  void contextElements_areSetAgainForEachItem() {
    ThreadLocal<String> local = new ThreadLocal<>();
    List<String> seen =
        Async.taskScope()
            .with(
                ContextElement.threadLocal(local, "set"),
                ContextElement.around(
                    code -> {
                      events.add("begin");
                      code.run();
                      events.add("end");
                    }))
            .call(
                scope -> {
                  events.clear();
                  return Async.mapConcurrent(
                      numbers(3),
                      1,
                      i -> {
                        String before = local.get();
                        local.set("changed");
                        events.add("item " + i);
                        return before;
                      });
                });
    assertThat(seen).containsExactly("set", "set", "set");
    assertThat(events)
        .containsExactly(
            "begin", "item 0", "end", "begin", "item 1", "end", "begin", "item 2", "end", "end");
  }

  @Test
  void loopThatAnItemLeaves_isClosedBeforeTheNextItem() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  out.emit(1);
                  out.emit(2);
                })
            .onCompletion(failure -> events.add("closed"));
    Async.forEachConcurrent(
        numbers(2),
        1,
        i -> {
          events.add("item " + i);
          for (int unused : flow) {
            break;
          }
        });
    assertThat(events).containsExactly("item 0", "closed", "item 1", "closed");
  }

  @Test
  void iterator_isReadByTheCaller() {
    ReentrantLock lock = new ReentrantLock();
    Thread caller = Thread.currentThread();
    Iterator<Integer> numbers = numbers(20).iterator();
    Iterator<Integer> source =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return numbers.hasNext();
          }

          @Override
          public Integer next() {
            assertThat(Thread.currentThread()).isSameAs(caller);
            assertThat(lock.isHeldByCurrentThread()).isTrue();
            Async.delay(ofMillis(1));
            return numbers.next();
          }
        };
    lock.lock();
    try {
      assertThat(Async.mapConcurrent(() -> source, 3, i -> i)).isEqualTo(numbers(20));
    } finally {
      lock.unlock();
    }
  }

  @Test
  void iteratorThatWaits_onAnEventLoop_letsTheItemsRun() {
    AsyncFlow<Integer> slow = AsyncFlow.range(0, 5).onEach(i -> Async.delay(ofMillis(1)));
    assertThat(
            Async.withContext(
                Dispatchers.eventLoop(),
                () ->
                    Async.mapConcurrent(
                        slow,
                        2,
                        i -> {
                          Async.yieldNow();
                          return i * 2;
                        })))
        .containsExactly(0, 2, 4, 6, 8);
  }

  @Test
  void itemsThatWaitForEachOther_runConcurrently() {
    for (Iterable<Integer> items : List.of(numbers(12), iterable(12))) {
      CyclicBarrier four = new CyclicBarrier(4);
      assertThat(
              Async.mapConcurrent(
                  items,
                  4,
                  i -> {
                    int unused = four.await(20, TimeUnit.SECONDS);
                    return i;
                  }))
          .isEqualTo(numbers(12));
    }
  }

  @Test
  void list_isReadBeforeTheFirstCall() {
    List<Integer> items = new ArrayList<>(numbers(5));
    List<Integer> results =
        Async.mapConcurrent(
            items,
            1,
            i -> {
              items.clear();
              return i;
            });
    assertThat(results).containsExactly(0, 1, 2, 3, 4);
    assertThatThrownBy(
            () -> Async.forEachConcurrent(Arrays.asList(1, null), 1, (Integer i) -> called.add(i)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("items[1]");
    assertThat(called).isEmpty();
  }

  @Test
  void taskOfAnItem_bearsItsIndex_whileItRuns() {
    Task<?>[] kept = new Task<?>[1];
    List<String> names =
        Async.mapConcurrent(
            List.of("a", "b"),
            1,
            item -> {
              kept[0] = Tasks.current();
              return item + " in " + Tasks.current().name();
            });
    assertThat(names).containsExactly("a in mapConcurrent[0]", "b in mapConcurrent[1]");
    assertThat(kept[0].name()).isEqualTo("mapConcurrent[idle]");
    assertThat(kept[0].isDone()).isTrue();
  }

  private static WeakReference<Object> mapKeeping(Task<?>[] kept) {
    Object large = new Object();
    List<Object> results =
        Async.mapConcurrent(
            iterable(2),
            1,
            i -> {
              kept[0] = Tasks.current();
              return large;
            });
    return new WeakReference<>(results.get(0));
  }

  @Test
  void taskThatIsKept_keepsNoResults() throws InterruptedException {
    Task<?>[] kept = new Task<?>[1];
    WeakReference<Object> result = mapKeeping(kept);
    Poll.until(
        () -> {
          System.gc();
          return result.get() == null;
        });
    assertThat(kept[0].isDone()).isTrue();
  }
}
