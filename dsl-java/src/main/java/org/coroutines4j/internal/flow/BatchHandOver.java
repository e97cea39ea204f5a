package org.coroutines4j.internal.flow;

import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.task.AutoResetEvent;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * Passes values from a producer to a consumer, and combines those that arrive while the consumer is
 * busy into one batch.
 */
final class BatchHandOver<T, A> {
  /*
   * ready      isAwaited  meaning                              moved on by
   * null       no         the consumer is busy                 add(), to a batch
   * a batch    no         values that it has not seen          add(), which replaces it; the consumer, which takes it
   * null       yes        the consumer waits                   add(), to a batch
   * a batch    yes        the consumer is about to take it     the consumer; add() leaves it alone and waits
   *
   * While add() calls the user's function, which may wait, ready is null. Without the last rule the consumer, woken
   * for a batch, could find it removed again each time.
   */

  /** Values combined into one. */
  private record Batch<A>(A combined, int size) {}

  private final int max;
  private final ThrowingFunction<? super T, ? extends A> seed;
  private final ThrowingBiFunction<? super A, ? super T, ? extends A> add;

  private final AtomicReference<@Nullable Batch<A>> ready = new AtomicReference<>();
  private final AutoResetEvent filled = new AutoResetEvent();
  private final AutoResetEvent room = new AutoResetEvent();
  private volatile boolean isAwaited;
  private volatile boolean ended;

  BatchHandOver(
      int max,
      ThrowingFunction<? super T, ? extends A> seed,
      ThrowingBiFunction<? super A, ? super T, ? extends A> add) {
    this.max = max;
    this.seed = seed;
    this.add = add;
  }

  /**
   * Adds {@code value}, and waits while the batch is full or about to be taken. Called by the
   * producer.
   */
  void add(T value) throws Exception {
    awaitRoom();
    Batch<A> batch = ready.getAndSet(null);
    Batch<A> next =
        batch == null
            ? new Batch<>(LambdaAdapters.nonNull(seed.apply(value)), 1)
            : new Batch<>(
                LambdaAdapters.nonNull(add.apply(batch.combined(), value)), batch.size() + 1);
    ready.set(next);
    filled.set();
  }

  private void awaitRoom() {
    for (Batch<A> batch = ready.get();
        batch != null && (batch.size() >= max || isAwaited);
        batch = ready.get()) {
      CoroutineThreads.run(room::await);
    }
  }

  /** Ends the values. Called by the producer. */
  void end() {
    ended = true;
    filled.set();
  }

  /** Emits the batches until the end. Called by the consumer. */
  void emitAll(Emitter<A> out) {
    while (true) {
      boolean isLast = ended; // read first: a batch may be added before the end
      Batch<A> batch = ready.getAndSet(null);
      if (batch != null) {
        isAwaited = false;
        room.set();
        GeneratorFlow.handOn(batch.combined(), out);
      } else if (isLast) {
        return;
      } else {
        isAwaited = true;
        CoroutineThreads.run(filled::await);
      }
    }
  }
}
