package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Guards yieldNow and ensureActive: cancellation points that do not wait. */
class YieldTest {
  @Test
  void yieldNow_underALimit_letsTheOthersRunInTurn() {
    Dispatcher one = Dispatchers.virtual().limitedParallelism(1);
    List<String> events = new CopyOnWriteArrayList<>();
    Async.run(
        scope -> {
          CountDownLatch allStarted = new CountDownLatch(1);
          scope.on(one).launch(() -> allStarted.await());
          for (String name : List.of("a", "b", "c")) {
            scope
                .on(one)
                .launch(
                    () -> {
                      for (int i = 1; i <= 3; i++) {
                        events.add(name + i);
                        Async.yieldNow();
                      }
                    });
          }
          allStarted.countDown();
        });
    assertThat(events).containsExactly("a1", "b1", "c1", "a2", "b2", "c2", "a3", "b3", "c3");
  }

  @Test
  void yieldNow_andEnsureActive_areCancellationPoints() {
    Async.run(
        scope -> {
          Throwable[] thrown = new Throwable[2];
          Task<?> task =
              scope.launch(
                  () -> {
                    Async.ensureActive();
                    Async.yieldNow();
                    Tasks.current().cancel("stop");
                    thrown[0] = catchThrowable(Async::ensureActive);
                    thrown[1] = catchThrowable(Async::yieldNow);
                  });
          task.join();
          assertThat(thrown)
              .allSatisfy(
                  t -> assertThat(t).isInstanceOf(CancellationException.class).hasMessage("stop"));
        });
  }

  @Test
  void outsideTasks_bothDoNothing() {
    Async.yieldNow();
    Async.ensureActive();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
