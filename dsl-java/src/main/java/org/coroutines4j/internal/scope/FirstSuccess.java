package org.coroutines4j.internal.scope;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.internal.failure.AwaitedHere;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.internal.task.AutoResetEvent;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/** Who of several tasks returns first, or how all of them failed. */
final class FirstSuccess<T extends @Nullable Object> {
  static final String DECIDED = "the race is decided";

  private final AtomicReference<@Nullable TaskImpl<T>> winner = new AtomicReference<>();
  private final AtomicInteger running;
  private final Failures failures = new Failures();
  private final AutoResetEvent over = new AutoResetEvent();
  private volatile boolean decided;

  FirstSuccess(int runners) {
    running = new AtomicInteger(runners);
  }

  void watch(TaskImpl<T> task) {
    task.markHandled();
    task.whenOver(() -> ended(task));
  }

  private void ended(TaskImpl<T> task) {
    Throwable failure = task.coroutine().failure();
    if (failure == null) {
      winner.compareAndSet(null, task);
    } else if (winner.get() == null && !(failure instanceof CancellationException)) {
      failures.add(failure);
    }
    if (running.decrementAndGet() == 0 || winner.get() != null) {
      over.set();
    }
  }

  void await(CoroutineThread body) {
    over.await(body);
    decided = true;
  }

  /** Whether what cancelled the losers was the end of the race. */
  boolean isDecided() {
    return decided;
  }

  boolean hasWinner() {
    return winner.get() != null;
  }

  T result() {
    TaskImpl<T> first = winner.get();
    if (first != null) {
      return first.value();
    }
    throw failures.isEmpty()
        ? new CancellationException("all that raced were cancelled")
        : Failures.raise(AwaitedHere.addTo(failures.toThrow()));
  }
}
