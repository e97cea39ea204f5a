package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a lazy task that is started as its scope ends either runs or is reported as never
 * run.
 */
@Tag("stress")
class LazyStartRaceTest {
  @Test
  void taskStartedAtTheEndOfItsScope_isNotReported_ifItRuns() throws Exception {
    Rounds rounds = Rounds.atLeast(100);
    for (int i = rounds.take(); i >= 0; i = rounds.take()) {
      int spins = i % 100;
      AtomicReference<Task<?>> lazy = new AtomicReference<>();
      AtomicBoolean ready = new AtomicBoolean();
      AtomicBoolean accepted = new AtomicBoolean();
      AtomicBoolean told = new AtomicBoolean();
      Dispatcher inline =
          Dispatchers.from(
              work -> {
                accepted.set(true);
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
      assertThat(accepted.get() && told.get()).describedAs("round %d", i).isFalse();
      assertThat(accepted.get() || told.get()).describedAs("round %d", i).isTrue();
    }
  }
}
