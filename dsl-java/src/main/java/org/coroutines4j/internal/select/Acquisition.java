package org.coroutines4j.internal.select;

import java.util.concurrent.atomic.AtomicReference;
import kotlin.Result;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.runtime.coroutine.SuspendCall;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * A wait for a lock or a permit that can be given up without losing it.
 *
 * <p>kotlinx resumes this continuation in place, on the thread that releases. If it was cancelled
 * before, it is resumed with an exception, and has acquired nothing.
 */
final class Acquisition implements Continuation<@Nullable Object> {
  /*
   * state      meaning                                moved on by
   * PENDING    waits in the queue of kotlinx          the releaser, to ACQUIRED; giveUp(), to GIVEN_UP
   * ACQUIRED   holds the lock or permit               giveUp(), which releases it
   * GIVEN_UP   the select does not want it            a releaser that comes later releases it again
   */
  private enum State {
    PENDING,
    ACQUIRED,
    GIVEN_UP
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);
  private final CompletableJob waiting = JobKt.Job(null);
  private final CompletableJob acquired = JobKt.Job(null);
  private final Runnable release;

  Acquisition(Runnable release) {
    this.release = release;
  }

  /** Calls {@code acquire}, a suspend function. Does not wait. */
  @SuppressWarnings("NullAway") // misses that the result may be null
  void begin(SuspendCall acquire) {
    Object result;
    try {
      result = acquire.invoke(this);
    } catch (Throwable t) {
      throw SneakyThrow.sneak(t);
    }
    if (result != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
      onAcquired();
    }
  }

  /** Returns the Job that completes when the lock or permit is acquired. */
  Job job() {
    return acquired;
  }

  /** Ends the wait, or releases what it has acquired. Does not wait. */
  void giveUp() {
    if (state.compareAndSet(State.PENDING, State.GIVEN_UP)) {
      waiting.cancel(null);
    } else {
      release.run();
    }
  }

  @Override
  public CoroutineContext getContext() {
    return waiting;
  }

  @Override
  public void resumeWith(Object result) {
    if (!(result instanceof Result.Failure)) {
      onAcquired();
    }
  }

  private void onAcquired() {
    if (state.compareAndSet(State.PENDING, State.ACQUIRED)) {
      acquired.complete();
    } else {
      release.run();
    }
  }
}
