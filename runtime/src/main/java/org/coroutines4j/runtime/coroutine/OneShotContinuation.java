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
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * The continuation of one call of a suspend function by a user's code. That code may use it
 * wrongly: pass it to two functions, or to a function whose result it does not return, so that the
 * call is over while the function continues. A resumption that comes after the end of the call is
 * logged and has no other effect.
 *
 * <p>This is also the dispatcher of that continuation. After the end of the call no thread waits
 * for what kotlinx dispatches for it, so the dispatching thread runs it, which only logs.
 */
public final class OneShotContinuation extends CoroutineDispatcher
    implements Continuation<@Nullable Object> {
  /*
   * state      meaning                                    moved on by
   * CALLED     the function runs                          the caller, to SUSPENDED if the function suspends, else
   *                                                       to OVER; a resumption, to Early
   * SUSPENDED  the function has suspended                 a resumption, to OVER, which resumes the target
   * Early      resumed before the function has returned   the caller, to OVER: returns the result if the function
   *                                                       suspends, else logs it
   * OVER       the call is over; a resumption is logged   -
   */
  private static final Object CALLED = new Object();
  private static final Object SUSPENDED = new Object();
  private static final Object OVER = new Object();

  private record Early(@Nullable Object result) {}

  private static final VarHandle STATE;

  static {
    try {
      STATE =
          MethodHandles.lookup().findVarHandle(OneShotContinuation.class, "state", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Continuation<@Nullable Object> target;
  private final CoroutineDispatcher dispatcher;
  private final Supplier<String> callSite;
  private volatile Object state = CALLED;

  /** The intercepted continuation, to be released at the end; null unless the call suspended. */
  private @Nullable Continuation<@Nullable Object> dispatched;

  /**
   * Creates the continuation of one call.
   *
   * @param target is resumed with the result if the function suspends
   * @param dispatcher runs what kotlinx dispatches for the call until it is over
   * @param callSite describes for the log where the user's code makes the call
   */
  public OneShotContinuation(
      Continuation<@Nullable Object> target,
      CoroutineDispatcher dispatcher,
      Supplier<String> callSite) {
    this.target = target;
    this.dispatcher = dispatcher;
    this.callSite = callSite;
  }

  /**
   * Calls {@code function} and returns its value, or {@code COROUTINE_SUSPENDED} if the target will
   * be resumed with it. Must be called once. Throws what the function throws.
   */
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
   * Releases the intercepted continuation, because the call is over. Does nothing if the function
   * did not suspend: a wait that it may have left behind stays registered with the Job, which
   * cancels it at its end.
   */
  void release() {
    if (dispatched != null) {
      releaseInterceptedContinuation(dispatched);
    }
  }

  private void end() {
    if (STATE.getAndSet(this, OVER) instanceof Early early) {
      report(early.result);
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
      report(result);
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
      block.run(); // calls resumeWith and no code of the user
    }
  }

  private void report(@Nullable Object result) {
    Job job = getContext().get(Job.Key);
    Throwable failure = result instanceof Result.Failure failed ? failed.exception : null;
    String called = "a suspend function that was called at " + callSite.get();
    String advice =
        ": its call had already returned. Pass the continuation to exactly one suspend"
            + " function, once, and return the result of that function";
    if (failure instanceof CancellationException && job != null && !job.isActive()) {
      Warning.ABANDONED_SUSPEND_CALL.log(
          called + " was still waiting when " + label(job) + " ended, and is cancelled" + advice);
    } else {
      Warning.LOST_RESUMPTION.log(
          called + " was resumed with " + text(result, failure) + ", which is lost" + advice);
    }
  }

  private static String label(Job job) {
    return job instanceof StructuredCoroutine node
        ? TextEscapes.inLine(node.label())
        : "its coroutine";
  }

  private static String text(@Nullable Object result, @Nullable Throwable failure) {
    if (failure != null) {
      return TextEscapes.inLine(textOf(failure));
    }
    return result == null || result == Unit.INSTANCE
        ? String.valueOf(result)
        : "a value of " + result.getClass().getName();
  }

  /** As {@code toString}, but returns the class name if a user's override of it throws. */
  private static String textOf(Throwable failure) {
    try {
      return failure.toString();
    } catch (Throwable broken) {
      return failure.getClass().getName();
    }
  }
}
