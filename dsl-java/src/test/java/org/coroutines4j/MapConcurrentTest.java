package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that all items are mapped, that the limit holds, and that the results keep the order of
 * the items.
 */
@Tag("exceptions")
class MapConcurrentTest {
  private final AtomicInteger pulled = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();

  /** The numbers from 1 to {@code last}, which counts how many have been pulled. */
  private Iterable<Integer> numbers(int last) {
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return pulled.get() < last;
          }

          @Override
          public Integer next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            return pulled.incrementAndGet();
          }
        };
  }

  @Test
  void forEachWithoutALimit_runsAllItemsConcurrently() {
    CyclicBarrier all = new CyclicBarrier(20);
    AtomicInteger calls = new AtomicInteger();
    Async.forEachConcurrent(
        numbers(20),
        i -> {
          int unused = all.await(20, TimeUnit.SECONDS);
          calls.incrementAndGet();
        });
    assertThat(calls).hasValue(20);
  }

  @Test
  void results_comeInTheOrderOfTheItems_whicheverEndsFirst() {
    CountDownLatch last = new CountDownLatch(1);
    List<String> results =
        Async.mapConcurrent(
            numbers(20),
            i -> {
              if (i == 20) {
                last.countDown();
              }
              last.await();
              return "no " + i;
            });
    assertThat(results).isEqualTo(IntStream.rangeClosed(1, 20).mapToObj(i -> "no " + i).toList());
  }

  @Test
  void limit_isReached_andNeverExceeded() {
    CyclicBarrier three = new CyclicBarrier(3);
    Async.forEachConcurrent(
        numbers(30),
        3,
        i -> {
          mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
          three.await();
          running.decrementAndGet();
        });
    assertThat(pulled).hasValue(30);
    assertThat(mostRunning).hasValue(3);
  }

  @Test
  void items_arePulledOnlyAsThereIsRoom() {
    Async.forEachConcurrent(
        numbers(100),
        1,
        i -> {
          Async.yieldNow();
          assertThat(pulled).hasValue(i);
        });
    assertThat(pulled).hasValue(100);
  }

  @Test
  void endlessSource_isReadNoFurther_whenOneFails() {
    IllegalStateException failure = new IllegalStateException("no 5");
    Throwable thrown =
        catchThrowable(
            () ->
                Async.mapConcurrent(
                    numbers(Integer.MAX_VALUE),
                    2,
                    i -> {
                      if (i == 5) {
                        throw failure;
                      }
                      return i;
                    }));
    assertThat(thrown).isSameAs(failure);
  }

  @Test
  void failingItem_cancelsTheOthers() {
    List<String> events = new CopyOnWriteArrayList<>();
    CountDownLatch first = new CountDownLatch(1);
    IllegalStateException failure = new IllegalStateException("no 2");
    Throwable thrown =
        catchThrowable(
            () ->
                Async.mapConcurrent(
                    numbers(2),
                    i -> {
                      if (i == 1) {
                        try {
                          first.countDown();
                          return delayForEver();
                        } finally {
                          events.add("first cancelled");
                        }
                      }
                      first.await();
                      throw failure;
                    }));
    assertThat(thrown).isSameAs(failure);
    assertThat(events).containsExactly("first cancelled");
  }

  @Test
  void failingSource_cancelsWhatRuns_andIsThrown() {
    IllegalStateException failure = new IllegalStateException("source");
    Iterable<Integer> source =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Integer next() {
                if (pulled.incrementAndGet() > 1) {
                  throw failure;
                }
                return 1;
              }
            };
    assertThat(catchThrowable(() -> Async.mapConcurrent(source, i -> delayForEver())))
        .isSameAs(failure);
  }

  @Test
  void noItems_giveNoResults() {
    assertThat(Async.mapConcurrent(List.of(), i -> i)).isEmpty();
  }

  @Test
  void forEachConcurrent_keepsNothingOfTheItemsThatAreDone() {
    WeakReference<?>[] first = new WeakReference<?>[1];
    Iterator<Object> items =
        IntStream.range(0, 100)
            .mapToObj(
                i -> {
                  Object item = new byte[1000];
                  if (i == 0) {
                    first[0] = new WeakReference<>(item);
                  } else if (i == 99) {
                    awaitCollection(first[0]);
                  }
                  return item;
                })
            .iterator();
    Async.forEachConcurrent(() -> items, 2, item -> {});
    assertThat(first[0].get()).isNull();
  }

  private static void awaitCollection(WeakReference<?> reference) {
    for (int i = 0; i < 100 && reference.get() != null; i++) {
      System.gc();
      Async.delay(Duration.ofMillis(10));
    }
  }

  @Test
  void forEachConcurrent_throwsWhenABodyHasCancelledItself() {
    assertThat(
            catchThrowable(
                () ->
                    Async.forEachConcurrent(
                        List.of(1, 2, 3),
                        2,
                        item -> {
                          if (item == 2) {
                            Tasks.current().cancel("enough");
                          }
                        })))
        .isInstanceOf(TaskCancelledException.class);
  }
}
