package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A limit on the threads of somebody else's executor, which may be few, or refuse. */
@Timeout(30)
class BorrowedTurnsTest {
  private final ExecutorService single = Executors.newSingleThreadExecutor();

  @AfterEach
  void shutDown() {
    single.shutdownNow();
  }

  @Test
  void blockingCall_keepsItsTurn_soThatNobodyWaitsForItsThreadWithIt() {
    AtomicInteger ended = new AtomicInteger();
    Dispatcher one = Dispatchers.from(single).limitedParallelism(1);

    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 3; i++) {
                scope
                    .on(one)
                    .launch(
                        () -> {
                          blocking(() -> Thread.sleep(20));
                          ended.incrementAndGet();
                        });
              }
            });

    assertThat(ended).hasValue(3);
  }
}
