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
import org.coroutines4j.runtime.coroutine.OneShotContinuation;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * Calls suspend functions of Kotlin from Java code, and implements suspend functions in Java.
 *
 * <p>Java code must pass all arguments of a function with default arguments, unless the function
 * has {@code @JvmOverloads}.
 *
 * <p>A result of a Kotlin value class over a primitive type arrives boxed. A result of a value
 * class over an object may arrive as that object if the function did not have to wait. So Java code
 * needs a function with another result type. A function that takes or returns a value class has a
 * mangled name, unless it has {@code @JvmName}.
 */
public final class Suspend {
  private Suspend() {}

  /**
   * Calls a suspend function and waits for its result. The function is a part of the caller: it
   * sees the caller's cancellation, timeout and context, and the coroutines that it starts are
   * children of the caller's task. The calling thread runs {@code call}, and also the code of the
   * function after each wait, unless the function chooses another dispatcher.
   *
   * <p>The lambda must pass its continuation to exactly one suspend function, once, and return what
   * that function returns. Otherwise this call may return while the function goes on. A later
   * resumption is then lost, and a function that still waits when the task or block ends is
   * cancelled. In both cases, a warning of the logger {@code org.coroutines4j} names the place of
   * this call.
   *
   * <p>A cancellation point. Inside a task the task waits; outside any task the call blocks the
   * thread. If the thread belongs to a {@code runBlocking} and the wait lasts longer than a second,
   * the call runs the coroutines of that {@code runBlocking} meanwhile and logs a warning.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait, such as a worker of {@code
   *     Dispatchers.Default}
   * @throws RuntimeException the failure of the function: the same object if it is unchecked, else
   *     wrapped as {@link Task#await} wraps it. With assertions enabled, kotlinx may throw a copy
   *     whose cause is the original exception
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

  /**
   * Starts a task in {@code scope} that calls a suspend function, as {@link #await} does. Returns
   * immediately. The thread of the task runs {@code call}.
   *
   * @throws CancellationException if {@code scope} is cancelled
   * @throws IllegalStateException if {@code scope} has ended
   */
  public static <T extends @Nullable Object> Task<T> async(
      TaskScope scope, SuspendFunction<T> call) {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(call, "call");
    Supplier<String> place = CallSites.placeOf(call);
    return scope.<T>async(() -> awaitAt(place, call));
  }

  /**
   * Calls a suspend function in a new coroutine that belongs to no scope. Use it on threads that
   * must not wait; it may be called on any thread. {@code call} and the function run on threads of
   * this library, unless the function chooses another dispatcher. Returns immediately.
   *
   * @return a future that completes with the result, or with the failure unwrapped. Cancelling it
   *     cancels the coroutine
   */
  @SuppressWarnings("NullAway") // misreads the type annotations of Kotlin's classes on newer JDKs
  public static <T extends @Nullable Object> CompletableFuture<T> future(SuspendFunction<T> call) {
    Objects.requireNonNull(call, "call");
    Supplier<String> place = CallSites.placeOf(call);
    return SuspendCalls.future(
        (k, dispatcher) ->
            new OneShotContinuation(k, dispatcher, place).call(own -> invoke(call, own)));
  }

  /**
   * Implements a suspend method in Java: runs {@code body}, which may block and await, and returns
   * what the method must return to Kotlin. {@code body} is a part of the calling coroutine: it is
   * cancelled with that coroutine, and the tasks that it starts are children of that coroutine.
   *
   * <p>{@code body} runs on a thread of this library: on the calling thread if that is such a
   * thread and may wait. Otherwise the coroutine suspends, and its thread is free meanwhile.
   *
   * <pre>{@code
   * public Object findById(long id, Continuation<? super User> k) { // of a Kotlin interface
   *   return Suspend.implement(k, () -> table.get(id));
   * }
   * }</pre>
   *
   * @param continuation the last argument of the suspend method
   * @return the object that the method must return. That may be a marker that the coroutine has
   *     suspended, so do not inspect it
   */
  public static <T extends @Nullable Object> @Nullable Object implement(
      Continuation<? super T> continuation, Callable<? extends T> body) {
    Objects.requireNonNull(continuation, "continuation");
    Objects.requireNonNull(body, "body");
    return SuspendCalls.callJava(body, continuation);
  }
}
