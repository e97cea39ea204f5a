package org.coroutines4j.sync;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.internal.sync.SyncAccess;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;

/** A flag that any number of tasks can wait for. It can be set and cleared again. */
public final class AsyncEvent {
  static {
    SyncAccess.registerEvent(event -> event.happening.get());
  }

  /**
   * Holds a Job that is complete while the event is set. Clearing the event replaces the Job, so a
   * task that waits for the old one is released even if the event is cleared immediately.
   */
  final AtomicReference<CompletableJob> happening = new AtomicReference<>(JobKt.Job(null));

  /** Creates an event that is not set. */
  public AsyncEvent() {}

  /**
   * Sets the event and releases all waiters. Has no effect on an event that is set. Never waits, on
   * any thread.
   */
  public void set() {
    happening.get().complete();
  }

  /** Clears the event: later callers of {@link #await} wait. Never waits, on any thread. */
  public void clear() {
    CompletableJob current = happening.get();
    if (current.isCompleted()) {
      happening.compareAndSet(current, JobKt.Job(null));
    }
  }

  /** Returns whether the event is set. Never waits, on any thread. */
  public boolean isSet() {
    return happening.get().isCompleted();
  }

  /**
   * Waits until the event is set. Returns immediately if it is set. A cancellation point, even
   * then.
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
            body.join(awaited);
          }
        });
  }

  @Override
  public String toString() {
    return "AsyncEvent (" + (isSet() ? "set" : "not set") + ")";
  }
}
