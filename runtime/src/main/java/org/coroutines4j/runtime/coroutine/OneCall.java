package org.coroutines4j.runtime.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import kotlin.Result;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.debug.DebugLog;
import org.coroutines4j.runtime.debug.Escapes;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * The continuation of one call of a suspend function by code of a user's, which may use it wrongly:
 * for two functions, or for one whose result it does not return, so that the call is over while the
 * function goes on. What then resumes it too late is told to the log, and to nobody else.
 *
 * <p>It is also the dispatcher of that continuation, for what kotlinx dispatches for it: when the
 * call is over there is nobody to run that, but to tell of it.
 */
public final class OneCall extends CoroutineDispatcher implements Continuation<@Nullable Object> {
  /*
   * The state           moves to
   * CALLED              SUSPENDED or OVER, by the caller, when the function returns; Early, by who resumes before
   * SUSPENDED           OVER, by who resumes: the target gets the result
   * Early               OVER, by the caller: it returns the result if the function has suspended, else tells of it
   * OVER                nothing: who resumes is told of
   */
  private static final Object CALLED = new Object();
  private static final Object SUSPENDED = new Object();
  private static final Object OVER = new Object();

  private record Early(@Nullable Object result) {}

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(OneCall.class, "state", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Continuation<@Nullable Object> target;
  private final CoroutineDispatcher dispatcher;
  private final Supplier<String> place;
  private volatile Object state = CALLED;

  /** What the function gets, once it has suspended: kotlinx keeps its own waiter there. */
  private @Nullable Continuation<@Nullable Object> dispatched;

  /**
   * A call whose result goes to {@code target} if it has to be waited for, and is dispatched by
   * {@code dispatcher} before; {@code place} is where a user has made it.
   */
  public OneCall(
      Continuation<@Nullable Object> target,
      CoroutineDispatcher dispatcher,
      Supplier<String> place) {
    this.target = target;
    this.dispatcher = dispatcher;
    this.place = place;
  }

  /** Calls {@code function} once, and returns its value or that it has suspended. */
  public @Nullable Object call(SuspendCall function) {
    Continuation<@Nullable Object> intercepted = interceptContinuation(this);
    Object result;
    try {
      result = function.invoke(intercepted);
    } catch (Throwable t) {
      end();
      throw SneakyThrow.sneak(t);
    }
    if (result != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
      end();
      return result;
    }
    dispatched = intercepted;
    if (STATE.compareAndSet(this, CALLED, SUSPENDED)) {
      return result;
    }
    Early early = (Early) STATE.getAndSet(this, OVER);
    if (early.result != null) {
      ResultKt.throwOnFailure(early.result);
    }
    return early.result;
  }

  /**
   * The call is over. Not for one that has not suspended: what it may have left waiting keeps its
   * place under the Job, which cancels it at its end.
   */
  void release() {
    if (dispatched != null) {
      releaseInterceptedContinuation(dispatched);
    }
  }

  private void end() {
    if (STATE.getAndSet(this, OVER) instanceof Early early) {
      tell(early.result);
    }
  }

  @Override
  public CoroutineContext getContext() {
    return target.getContext();
  }

  @Override
  public void resumeWith(@Nullable Object result) {
    if (state == CALLED && STATE.compareAndSet(this, CALLED, new Early(result))) {
      return;
    }
    if (STATE.compareAndSet(this, SUSPENDED, OVER)) {
      resume(result);
    } else {
      tell(result);
    }
  }

  @SuppressWarnings("NullAway") // kotlinx declares a Result, of which null is the value null
  private void resume(@Nullable Object result) {
    target.resumeWith(result);
  }

  @Override
  public void dispatch(CoroutineContext context, Runnable block) {
    Object now = state;
    if (now == CALLED || now == SUSPENDED) {
      dispatcher.dispatch(context, block);
    } else {
      block.run(); // which calls resumeWith, and nothing of the user's
    }
  }

  private void tell(@Nullable Object result) {
    Job job = getContext().get(Job.Key);
    Throwable failure = result instanceof Result.Failure failed ? failed.exception : null;
    boolean cancelled = failure instanceof CancellationException;
    DebugLog.tell(
        "a suspend function that was called at "
            + place.get()
            + (cancelled && job != null && !job.isActive()
                ? " was still waiting when " + label(job) + " ended, and is cancelled"
                : " was resumed with " + text(result, failure) + ", which is lost")
            + ": its call had returned before. Pass the continuation to one suspend function, once,"
            + " and return what that returns");
  }

  private static String label(Job job) {
    return job instanceof StructuredCoroutine node ? Escapes.inLine(node.label()) : "its coroutine";
  }

  private static String text(@Nullable Object result, @Nullable Throwable failure) {
    if (failure != null) {
      return Escapes.inLine(textOf(failure));
    }
    return result == null || result == Unit.INSTANCE
        ? String.valueOf(result)
        : "a value of " + result.getClass().getName();
  }

  /** As {@code toString}, which a user may have written. */
  private static String textOf(Throwable failure) {
    try {
      return failure.toString();
    } catch (Throwable broken) {
      return failure.getClass().getName();
    }
  }
}
