package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.withTimeout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that the completion handlers and futures of its tasks have been called and completed when
 * a scope has ended.
 */
class ServedHandlersTest {
  private static void work(TaskScope scope, AtomicInteger served) {
    Task<Integer> task = scope.async(() -> 1);
    task.onCompletion(outcome -> slowly(served));
    task.onCompletion(outcome -> slowly(served));
  }

  /** Longer than the body of the block takes to go on. */
  private static void slowly(AtomicInteger served) {
    Pause.of(200);
    served.incrementAndGet();
  }

  @Test
  @Tag("stress")
  void block_returns_whenHandlersHaveReturned() {
    Rounds rounds = Rounds.atLeast(200);
    while (rounds.next()) {
      AtomicInteger served = new AtomicInteger();
      run(scope -> work(scope, served));
      assertThat(served).hasValue(2);
      supervisorScope().run(scope -> scope.launch(() -> run(inner -> work(inner, served))));
      assertThat(served).hasValue(4);
      withTimeout(
          Duration.ofSeconds(60),
          () -> {
            run(scope -> work(scope, served));
            return 0;
          });
      assertThat(served).hasValue(6);
    }
  }

  @Test
  @Tag("stress")
  void futureOfATask_isDone_whenTheBlockReturns() {
    Rounds rounds = Rounds.atLeast(200);
    while (rounds.next()) {
      AtomicInteger dependent = new AtomicInteger();
      CompletableFuture<?>[] future = {null};
      run(
          scope -> {
            Task<Integer> task = scope.async(() -> 1);
            future[0] = task.toCompletableFuture();
            CompletableFuture<?> unused = future[0].thenRun(() -> slowly(dependent));
          });
      assertThat(future[0]).isDone();
      assertThat(dependent).hasValue(1);
    }
  }

  @Test
  @Tag("stress")
  void service_closes_whenHandlersHaveReturned() {
    Rounds rounds = Rounds.atLeast(100);
    while (rounds.next()) {
      AtomicInteger served = new AtomicInteger();
      ServiceScope service = ServiceScope.open("service");
      for (int i = 0; i < 3; i++) {
        service
            .launch(() -> delay(Duration.ofSeconds(1_000)))
            .onCompletion(outcome -> slowly(served));
      }
      service.close();
      assertThat(served).hasValue(3);
    }
  }

  @Test
  void handlersThatThrow_areServed() {
    try (CapturedLog log = new CapturedLog()) {
      AtomicInteger served = new AtomicInteger();
      run(
          scope -> {
            Task<Integer> task = scope.async(() -> 1);
            for (int i = 0; i < 3; i++) {
              task.onCompletion(
                  outcome -> {
                    served.incrementAndGet();
                    throw new IllegalStateException("of a handler");
                  });
            }
          });
      assertThat(served).hasValue(3);
      assertThat(log.lines()).hasSize(3).allMatch(line -> line.contains("of a handler"));
    }
  }

  /** It would wait for itself. */
  @Test
  void handlerThatClosesItsService_doesNotWait() throws Exception {
    ServiceScope service = ServiceScope.open("service");
    CompletableFuture<String> closed = new CompletableFuture<>();
    service
        .launch(() -> {})
        .onCompletion(
            outcome -> {
              service.close();
              closed.complete("closed");
            });
    assertThat(closed.get()).isEqualTo("closed");
    ServiceScope other = ServiceScope.open("other");
    other.async(() -> 1).toCompletableFuture().thenRun(other::close).join();
  }
}
