package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A lazy task that is started just when its scope ends: it runs, or is told never to have been. */
@Tag("stress")
class LazyStartRaceTest {
  @Test
  void taskStartedAtTheEndOfItsScope_isNotReported_ifItRuns() throws Exception {
    Rounds rounds = Rounds.atLeast(100);
    for (int i = rounds.take(); i >= 0; i = rounds.take()) {
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
                Poll.untilEvenInterrupted(() -> lazy.get() != null);
                ready.set(true);
                Pause.of(spins);
                lazy.get().start();
              });
      starter.start();
      Async.supervisorScope()
          .onFailure((task, failure) -> told.set(true))
          .run(
              scope -> {
                lazy.set(scope.on(inline).lazily().launch(() -> {}));
                Poll.until(ready::get);
                Pause.of(50);
              });
      starter.join();
      assertThat(taken.get() && told.get()).describedAs("round %d", i).isFalse();
      assertThat(taken.get() || told.get()).describedAs("round %d", i).isTrue();
    }
  }
}
