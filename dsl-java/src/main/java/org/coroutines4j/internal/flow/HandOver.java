package org.coroutines4j.internal.flow;

import kotlinx.coroutines.CancellableContinuation;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.dispatch.ThreadSource;
import org.jspecify.annotations.Nullable;

/**
 * Hands values over from a producer that collects a flow to a consumer that asks for each value.
 * One thread at a time is the consumer.
 */
abstract class HandOver {
  /**
   * The values after which a virtual thread yields, even if the consumer always answers before the
   * thread parks. Either moves the frames on the stack to the heap, else a flow that recurses a
   * level deeper for each value would overflow the stack.
   */
  private static final int EMISSIONS_PER_YIELD = 64;

  /** Ends the flow early. */
  final StopFlowException stop = new StopFlowException();

  // By the consumer.

  /** Asks for another value than the last. */
  abstract void request();

  /**
   * Waits until the value that was asked for has arrived, and takes it. Returns null if the
   * producer has ended, and there is none, or if it was stopped. A cancellation point.
   */
  abstract @Nullable Object awaitValue();

  // By any thread.

  /**
   * Ends a flow that waits in {@code emit} by an exception from there. Returns false if the flow
   * does not wait in {@code emit}.
   */
  abstract boolean stopInEmit();

  /**
   * Puts back a value that was taken and will not be delivered. Its source gets it when it asks for
   * it.
   */
  void putBack(Object value) {}

  /**
   * Hands a value that no consumer has received back to its source, if that wants it. A cancelled
   * wait may hold the value until the wait ends, so this is called again then.
   */
  void returnUndelivered() {}

  static void wake(@Nullable CoroutineThread waiting) {
    if (waiting != null) {
      waiting.wake();
    }
  }

  /**
   * Returns whether {@code waiting} is the continuation of an {@code emit} that was cancelled. The
   * flow itself may have given it up, by a time limit in Kotlin code, and go on without it.
   */
  static boolean isCancelled(@Nullable Object waiting) {
    return waiting instanceof CancellableContinuation<?> suspended && suspended.isCancelled();
  }

  // By the producer.

  /** Returns a collector that hands the values of the flow over. */
  abstract DirectCollector collector();

  /** The producer has ended. */
  abstract void ended();

  /** Keeps the stack of a recursive flow short. {@code emissions} counts the calls. */
  @SuppressWarnings("ThreadPriorityCheck") // no hint to a scheduler: moves the stack to the heap
  static void keepStackShort(int emissions) {
    if (emissions % EMISSIONS_PER_YIELD == 0 && ThreadSource.isVirtual(Thread.currentThread())) {
      Thread.yield();
    }
  }
}
