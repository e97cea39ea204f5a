package org.coroutines4j.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.testkit.Duel;
import org.coroutines4j.testkit.EachDispatcher;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

/** Guards that no set of an event is lost, whether it comes before, during or after the wait. */
@Tag("stress")
class AutoResetEventTest {
  private final AutoResetEvent event = new AutoResetEvent();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger seen = new AtomicInteger();

  @EachDispatcher
  @ParameterizedTest
  void eachSet_isSeenByTheWaiter(Dispatcher dispatcher) {
    Rounds rounds = Rounds.atLeast(2_000);
    Async.taskScope()
        .run(
            scope -> {
              scope.on(dispatcher).launch(this::awaitAll);
              while (rounds.next()) {
                Pause.of(ThreadLocalRandom.current().nextInt(200));
                sent.incrementAndGet();
                event.set();
                Spin.until(() -> seen.get() == sent.get());
              }
              sent.set(-1);
              event.set();
            });
    assertThat(seen.get()).isGreaterThanOrEqualTo(2_000);
  }

  private void awaitAll() {
    CoroutineThread body = CoroutineThreads.current();
    while (sent.get() >= 0) {
      while (sent.get() == seen.get()) {
        event.await(body);
      }
      seen.set(Math.max(sent.get(), seen.get()));
      Pause.of(ThreadLocalRandom.current().nextInt(100));
    }
  }

  @EachDispatcher
  @ParameterizedTest
  void setThatRacesACancellation_isSeenByTheNextWait(Dispatcher dispatcher) {
    Duel.fight(
        200,
        () ->
            new Duel.Round() {
              private final AutoResetEvent raced = new AutoResetEvent();

              @Override
              public void await() {
                Async.withContext(
                    dispatcher,
                    () -> raced.await(Objects.requireNonNull(CoroutineThreads.current())));
              }

              @Override
              public void wake() {
                raced.set();
              }

              @Override
              public void check(boolean got) {
                assertThat(raced.isReady()).isEqualTo(!got);
              }
            });
  }
}
