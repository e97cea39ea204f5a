package org.coroutines4j.runtime.coroutine;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.dispatch.StackGuard;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a suspend function of kotlinx that ends at a deadline, and that never loses what the
 * function obtains. The function must be one that kotlinx resumes directly, as those of its
 * channels and locks are.
 */
public final class TimedAwait implements Continuation<@Nullable Object>, ReadyCondition {
  /*
   * Whether the function obtains something is decided by kotlinx alone, on its own waiter. Either the waiter is
   * resumed with a value, or the Job of this object is cancelled first, and then it is resumed with WITHDRAWN.
   * Neither is dispatched: the dispatch of a value would be a second decision, at which a cancellation could
   * still win. So the deadline and a cancellation of the caller only cancel the Job, and the thread waits,
   * whatever is cancelled, for what kotlinx has decided:
   *
   * decided                      the caller
   * a value                      gets the value; a cancellation shows at its next wait
   * withdrawn, caller cancelled  gets the cancellation
   * withdrawn                    gets TIMED_OUT
   *
   * While the function has not suspended, kotlinx checks the Job a second time, and would give up what it has
   * just obtained. So the Job is cancelled only after the function has suspended. The thread writes `suspended`
   * and then reads `withdrawn`; a withdrawal writes `withdrawn` and then reads `suspended`. So one of them
   * sees the other.
   */
  /** Returned by {@link #await} if the deadline came first. */
  public static final Object TIMED_OUT = new Object();

  private static final Object NOTHING = new Object();

  /**
   * Recognized as an object, not by its type: a channel may be cancelled with the same type of
   * exception.
   */
  @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack, and is never thrown to users
  private static final CancellationException WITHDRAWN = new Withdrawn();

  private static final class Withdrawn extends CancellationException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private final CoroutineThread body;
  private final CompletableJob job = JobKt.Job(null);
  private final CoroutineContext context;
  private volatile boolean suspended;
  private volatile boolean withdrawn;
  private volatile @Nullable Object result = NOTHING;

  private TimedAwait(CoroutineThread body) {
    this.body = body;
    this.context = body.dispatcher().plus(job);
  }

  /**
   * Calls {@code call} and waits for its value for at most {@code nanos}, which must be positive;
   * {@link Nanos#FOREVER} means no limit. A cancellation point. Throws what the function throws.
   *
   * @return the value, or {@link #TIMED_OUT}; then the function has had no effect
   */
  public static @Nullable Object await(CoroutineThread body, long nanos, SuspendCall call) {
    body.checkpoint();
    StackGuard.requireForCalls(); // kotlinx keeps a stack overflow in there for itself
    return new TimedAwait(body).await(nanos, call);
  }

  private @Nullable Object await(long nanos, SuspendCall call) {
    JobFrame frame = body.frame();
    DisposableHandle timer =
        nanos == Nanos.FOREVER ? null : body.scheduleExpiry(nanos, this::withdraw);
    DisposableHandle cancelling = Continuations.onCancelling(frame.job(), this::withdraw);
    try {
      Object value = call.invoke(this);
      if (value == IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
        value = awaitResult();
      }
      if (value != null) {
        ResultKt.throwOnFailure(value);
      }
      return value;
    } catch (Throwable t) {
      if (t == WITHDRAWN) {
        frame.ensureActive();
        return TIMED_OUT;
      }
      throw SneakyThrow.sneak(
          t instanceof CancellationException thrown && !frame.job.isActive()
              ? frame.tellCancellation(thrown)
              : t);
    } finally {
      cancelling.dispose();
      if (timer != null) {
        timer.dispose();
      }
    }
  }

  private @Nullable Object awaitResult() {
    suspended = true;
    if (withdrawn) {
      job.cancel(WITHDRAWN);
    }
    body.awaitUncancellably(this);
    return result;
  }

  /** Ends the wait, unless a value is on its way already. Called by any thread. */
  private void withdraw() {
    withdrawn = true;
    if (suspended) {
      job.cancel(WITHDRAWN);
    }
  }

  @Override
  public CoroutineContext getContext() {
    return context;
  }

  @Override
  public void resumeWith(Object resumption) {
    result = Objects.requireNonNull(resumption);
    body.wake();
  }

  @Override
  public boolean isReady() {
    return result != NOTHING;
  }
}
