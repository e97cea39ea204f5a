package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards that as many bodies as the JDK can hold can wait concurrently, each on its own thread. */
@Tag("alone")
@Tag("once")
class ManyBodiesTest {
  private static final boolean VIRTUAL = Runtime.version().feature() >= 21;
  private static final int BODIES = VIRTUAL ? 100_000 : 10_000;

  @Test
  @Timeout(300)
  void manyBodies_waitConcurrently() {
    CountDownLatch waiting = new CountDownLatch(BODIES);
    CompletableFuture<Integer> gate = new CompletableFuture<>();
    int sum =
        taskScope()
            .<Integer>call(
                scope -> {
                  Task<Integer> opened = scope.async(() -> await(gate));
                  List<Task<Integer>> tasks = new ArrayList<>(BODIES);
                  for (int i = 0; i < BODIES; i++) {
                    tasks.add(
                        scope.async(
                            () -> {
                              waiting.countDown();
                              return opened.await();
                            }));
                  }
                  waiting.await();
                  gate.complete(1);
                  int total = 0;
                  for (Task<Integer> task : tasks) {
                    total += task.await();
                  }
                  return total;
                });
    assertThat(sum).isEqualTo(BODIES);
  }
}
