package org.coroutines4j.sync;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;

/** Something that happens, for which any number of tasks wait; it can be made not to have. */
public final class AsyncEvent {
  /** Complete when it has happened; whoever waits is let go even if it is cleared at once. */
  final AtomicReference<CompletableJob> happening = new AtomicReference<>(JobKt.Job(null));

  /** Creates an event that is not set. */
  public AsyncEvent() {}

  /** It has happened: all who wait go on. Never waits. */
  public void set() {
    happening.get().complete();
  }

  /** It has not happened: who comes now waits. Never waits. */
  public void clear() {
    CompletableJob current = happening.get();
    if (current.isCompleted()) {
      happening.compareAndSet(current, JobKt.Job(null));
    }
  }

  /** Whether it has happened. */
  public boolean isSet() {
    return happening.get().isCompleted();
  }

  /**
   * Waits until it has happened; returns at once if it has. A cancellation point.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  public void await() {
    CompletableJob awaited = happening.get();
    CoroutineThreads.run(
        body -> {
          if (awaited.isCompleted()) {
            body.checkpoint();
          } else {
            body.await(awaited::join);
          }
        });
  }

  @Override
  public String toString() {
    return "AsyncEvent (" + (isSet() ? "set" : "not set") + ")";
  }
}
