package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.testkit.Stress;
import org.junit.jupiter.api.Test;

/** A lazy task that is started just when its scope ends: it runs, or is told never to have been. */
class LazyStartRaceTest {
  @Test
  @SuppressWarnings("ThreadPriorityCheck") // with few processors the other thread needs this one's
  void taskStartedAtTheEndOfItsScope_isNotReported_ifItRuns() throws Exception {
    for (int i = 0; i < Stress.rounds(1_000); i++) {
      int spins = i % 100;
      AtomicReference<Task<?>> lazy = new AtomicReference<>();
      AtomicBoolean ready = new AtomicBoolean();
      AtomicBoolean taken = new AtomicBoolean();
      AtomicBoolean told = new AtomicBoolean();
      Dispatcher inline =
          Dispatchers.from(
              work -> {
                taken.set(true);
                work.run();
              });
      Thread starter =
          new Thread(
              () -> {
                Task<?> task = lazy.get();
                while (task == null) {
                  Thread.yield();
                  task = lazy.get();
                }
                ready.set(true);
                spin(spins);
                task.start();
              });
      starter.start();
      Async.supervisorScope()
          .onFailure((task, failure) -> told.set(true))
          .run(
              scope -> {
                lazy.set(scope.on(inline).lazily().launch(() -> {}));
                while (!ready.get()) {
                  Thread.yield();
                }
                spin(50);
              });
      starter.join();
      assertThat(taken.get() && told.get()).describedAs("round %d", i).isFalse();
      assertThat(taken.get() || told.get()).describedAs("round %d", i).isTrue();
    }
  }

  private static void spin(int spins) {
    for (int i = 0; i < spins; i++) {
      Thread.onSpinWait();
    }
  }
}
