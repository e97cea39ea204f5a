package org.coroutines4j.kotlin;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import kotlin.coroutines.Continuation;
import org.coroutines4j.Task;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.TaskScope;
import org.coroutines4j.internal.failure.FailureObserver;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.OneCall;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * Suspend functions of Kotlin for Java code, and Java code as suspend functions.
 *
 * <p>A function with default arguments is called with all of them: Kotlin makes the shorter forms
 * for Java only where the function says {@code @JvmOverloads}. A value class of a primitive comes
 * boxed as a result; one of an object may come as that object, if the function did not have to
 * wait, so Java needs a function that returns something else. Functions that take or return one
 * have a mangled name, unless they say {@code @JvmName}.
 */
public final class Suspend {
  private Suspend() {}

  /**
   * Calls a suspend function and waits for its result, as a part of the caller: it sees the
   * caller's cancellation, timeout and context, and its own coroutines are children of the caller's
   * task. What it does after a wait runs on this thread, or on the dispatcher that it has chosen.
   *
   * <p>The lambda passes its continuation to one suspend function, once, and returns what that
   * returns. Where it does not, a resumption that comes after this call has returned, or a function
   * that still waits when the task or block ends, is lost; a warning of the logger {@code
   * org.coroutines4j} names the place of this call.
   *
   * <p>A cancellation point; in a task it waits as every verb does, elsewhere it blocks the thread.
   * On the thread of a {@code runBlocking}, the coroutines of that run meanwhile if the wait lasts
   * longer than a second; a warning tells of it.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   * @throws RuntimeException the failure of the function: the same object if it is unchecked (with
   *     assertions on, kotlinx may throw a copy whose cause it is), else wrapped as {@link
   *     Task#await} wraps it
   */
  public static <T extends @Nullable Object> T await(SuspendFunction<T> call) {
    Objects.requireNonNull(call, "call");
    return awaitAt(CallSites.placeOf(call), call);
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the function returns a T, which may be nullable
  private static <T extends @Nullable Object> T awaitAt(
      Supplier<String> place, SuspendFunction<T> call) {
    return CoroutineThreads.<T>call(
        body -> {
          body.checkpoint();
          try {
            return (T) body.awaitForeign(k -> invoke(call, k), place);
          } catch (Throwable t) {
            FailureObserver.receivedIn(body.frame().job(), t);
            throw TaskFailedException.unchecked(body.frame().translateFailure(t));
          }
        });
  }

  @SuppressWarnings("unchecked") // a continuation takes what the function returns
  private static <T extends @Nullable Object> @Nullable Object invoke(
      SuspendFunction<T> call, Continuation<?> continuation) {
    try {
      return call.invoke((Continuation<T>) continuation);
    } catch (Throwable t) {
      throw SneakyThrow.sneak(t);
    }
  }

  /** Starts a task in {@code scope} that calls a suspend function. Returns at once. */
  public static <T extends @Nullable Object> Task<T> async(
      TaskScope scope, SuspendFunction<T> call) {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(call, "call");
    Supplier<String> place = CallSites.placeOf(call);
    return scope.<T>async(() -> awaitAt(place, call));
  }

  /**
   * Calls a suspend function in a coroutine of its own, which belongs to nobody: for callers that
   * must not wait, on any thread. It runs on threads of this library, or on the dispatcher that it
   * has chosen. Cancelling the future cancels it. Returns at once.
   *
   * @return a future of the result, or of the failure as it is
   */
  @SuppressWarnings("NullAway") // newer JDKs tell it more of Kotlin's types than it understands
  public static <T extends @Nullable Object> CompletableFuture<T> future(SuspendFunction<T> call) {
    Objects.requireNonNull(call, "call");
    Supplier<String> place = CallSites.placeOf(call);
    return SuspendCalls.future(
        (k, dispatcher) -> new OneCall(k, dispatcher, place).call(own -> invoke(call, own)));
  }

  /**
   * What a suspend method returns that is written in Java: the result of {@code body}, which may
   * block and await. It is a part of the coroutine that calls: cancelling that one cancels {@code
   * body}, and its tasks are children of it. It runs on threads of this library, on the caller's
   * own if that is one of them; the thread of another dispatcher is free meanwhile.
   *
   * <pre>{@code
   * public Object findById(long id, Continuation<? super User> k) { // of a Kotlin interface
   *   return Suspend.implement(k, () -> table.get(id));
   * }
   * }</pre>
   *
   * @return what the method is to return, whatever it is
   */
  public static <T extends @Nullable Object> @Nullable Object implement(
      Continuation<? super T> continuation, Callable<? extends T> body) {
    Objects.requireNonNull(continuation, "continuation");
    Objects.requireNonNull(body, "body");
    return SuspendCalls.callJava(body, continuation);
  }
}
