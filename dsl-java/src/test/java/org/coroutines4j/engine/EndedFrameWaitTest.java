package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/**
 * Guards the waits of code that runs when the code of its block has ended: the handler of a task
 * that was never started. They wait as any other, although no interrupt is sent to that code.
 */
class EndedFrameWaitTest {
  private final List<Object> seen = new ArrayList<>();

  @Test
  void handler_thatWaits_waits() {
    AsyncEvent event = new AsyncEvent();
    Async.run(
        outer -> {
          Task<String> slow =
              outer.async(
                  () -> {
                    Async.delay(Duration.ofMillis(100));
                    event.set();
                    return "value";
                  });
          Async.taskScope()
              .onFailure(
                  (task, failure) -> {
                    long begin = System.nanoTime();
                    Async.delay(Duration.ofMillis(20));
                    seen.add(System.nanoTime() - begin >= Duration.ofMillis(20).toNanos());
                    event.await();
                    seen.add(event.isSet());
                    slow.join();
                    seen.add(slow.isDone());
                    seen.add(slow.await());
                  })
              .run(scope -> scope.lazily().launch(() -> {}));
        });
    assertThat(seen).containsExactly(true, true, true, "value");
  }

  @Test
  void handler_thatWaits_isCancelledWithItsTask() {
    Async.run(
        outer -> {
          AsyncEvent waits = new AsyncEvent();
          Task<?> task =
              outer.launch(
                  () ->
                      Async.taskScope()
                          .onFailure(
                              (unstarted, failure) -> {
                                waits.set();
                                seen.add(catchThrowable(() -> Async.delay(Duration.ofDays(1))));
                              })
                          .run(scope -> scope.lazily().launch(() -> {})));
          waits.await();
          task.cancel();
          task.join();
        });
    assertThat(seen).singleElement().isInstanceOf(CancellationException.class);
  }

  @Test
  void join_inACancelledTask_startsNoLazyTask() {
    Async.run(
        outer -> {
          Task<?> lazy = outer.lazily().launch(() -> seen.add("started"));
          Task<?> task =
              outer.launch(
                  () -> {
                    try {
                      Async.delay(Duration.ofDays(1));
                    } finally {
                      lazy.join();
                    }
                  });
          Poll.until(task::isActive);
          task.cancel();
          task.join();
          assertThat(lazy.isActive()).isFalse();
          lazy.cancel();
        });
    assertThat(seen).isEmpty();
  }
}
