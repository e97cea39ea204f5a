package org.coroutines4j.internal.flow;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards that the ring loses no value, whatever its two ends do at the same time. */
@Tag("stress")
class RingHandOverTest {
  private static final int VALUES = 10_000;

  /** An {@code emit} that waited in a direct way would throw here. */
  private static final Executor MAY_NOT_BLOCK = ExecutorsKt.asExecutor(Dispatchers.getDefault());

  private static final class Emission implements Continuation<Unit> {
    private volatile boolean resumed;

    @Override
    public CoroutineContext getContext() {
      return EmptyCoroutineContext.INSTANCE;
    }

    @Override
    public void resumeWith(Object result) {
      resumed = true;
    }
  }

  private static void emitAll(RingHandOver ring) {
    DirectCollector collector = ring.collector();
    for (int i = 0; i < VALUES; i++) {
      Emission emission = new Emission();
      if (collector.emit(i, emission) == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
        Spin.until(() -> emission.resumed);
      }
    }
  }

  /** A flow may find room while it suspends, and have suspended again when it is resumed. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void flowThatSuspends_isResumedOnlyIfThereIsRoom(int ahead) {
    Rounds rounds = Rounds.atLeast(15);
    while (rounds.next()) {
      RingHandOver ring = new RingHandOver(ahead);
      taskScope()
          .run(
              scope -> {
                CompletableFuture<Void> producer =
                    CompletableFuture.runAsync(() -> emitAll(ring), MAY_NOT_BLOCK)
                        .whenComplete((unused, thrown) -> ring.ended());
                int received = 0;
                for (Object value = ring.awaitValue(); value != null; value = ring.awaitValue()) {
                  assertThat(value).isEqualTo(received++);
                }
                assertThat(producer).succeedsWithin(ofSeconds(10));
                assertThat(received).isEqualTo(VALUES);
              });
    }
  }
}
