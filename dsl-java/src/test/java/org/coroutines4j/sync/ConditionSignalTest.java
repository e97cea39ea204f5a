package org.coroutines4j.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** Guards which waiter gets a signal, in an order that an event loop makes the same each time. */
class ConditionSignalTest {
  private final AsyncCondition condition = new AsyncCondition();
  private final List<String> woken = new ArrayList<>();

  private Task<?> waiter(TaskScope scope, String name, ThrowingRunnable whenWoken) {
    Task<?> task =
        scope.launch(
            () ->
                condition
                    .mutex()
                    .withLock(
                        () -> {
                          condition.await();
                          woken.add(name);
                          whenWoken.run();
                        }));
    yieldNow(); // now it waits
    return task;
  }

  private void onALoop(ThrowingConsumer<TaskScope> body) {
    taskScope().on(Dispatchers.eventLoop()).run(body::accept);
    assertThat(condition.mutex().isLocked()).isFalse();
  }

  @Test
  void signalOfAWaiterThatIsCancelled_goesToTheNext() {
    onALoop(
        scope -> {
          Task<?> first = waiter(scope, "first", () -> {});
          Task<?> second = waiter(scope, "second", () -> {});
          condition
              .mutex()
              .withLock(
                  () -> {
                    condition.signal();
                    first.cancel(); // it has been signalled, and has not run since
                  });
          second.await(); // hangs if the signal was lost
          assertThat(first.isCancelled()).isTrue();
        });
    assertThat(woken).containsExactly("second");
  }

  @Test
  void signalAll_forgetsItsWaiters_soALaterSignalGoesToALaterOne() {
    onALoop(
        scope -> {
          Task<?> first = waiter(scope, "first", condition::signal);
          Task<?> second = waiter(scope, "second", () -> {});
          condition
              .mutex()
              .withLock(
                  () -> {
                    condition.signalAll();
                    condition.await(); // hangs if the signal of the first goes to the second
                    woken.add("later");
                  });
          first.await();
          second.await();
        });
    assertThat(woken).containsExactlyInAnyOrder("first", "second", "later");
  }
}
