package org.coroutines4j;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import kotlin.internal.LowPriorityInOverloadResolution;
import org.coroutines4j.channels.Select;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.scope.DispatchedBlock;
import org.coroutines4j.internal.scope.ScopeBlockImpl;
import org.coroutines4j.internal.scope.TerminationSignals;
import org.coroutines4j.internal.scope.TimeoutCoroutine;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.internal.task.RetryLoop;
import org.coroutines4j.internal.util.Callables;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of async programs, for {@code import static org.coroutines4j.Async.*}.
 *
 * <p>Unless a verb says otherwise, these rules hold for all of them:
 *
 * <ul>
 *   <li>A verb is a <em>cancellation point</em>. In a cancelled task or block it throws {@link
 *       CancellationException}, when it begins and while it waits.
 *   <li>In a task, a verb waits without holding a carrier thread (on JDK 21 or newer). On a thread
 *       outside any task it blocks that thread, and a verb that starts work opens a scope for it.
 *       An interrupt of that thread cancels the work; the verb then sets the interrupt flag again
 *       and throws {@link CancellationException}.
 *   <li>On a worker of Kotlin's {@code Dispatchers.Default}, which must not block, a verb throws
 *       {@link IllegalStateException}. In a task on a thread of {@link Dispatchers#from}, a verb
 *       that has to wait by itself does so too.
 *   <li>A lambda runs on the calling thread. Where a verb runs several lambdas concurrently, each
 *       runs in a task of its own.
 *   <li>An unchecked exception of a lambda is thrown as the same object. An {@link
 *       java.io.IOException} is wrapped in an {@link java.io.UncheckedIOException}, any other
 *       checked exception in a {@link TaskFailedException}.
 *   <li>No argument, and no element of an argument, may be null.
 * </ul>
 */
public final class Async extends ConcurrentVerbs {
  private Async() {}

  // Programs and scopes.

  /** Runs a program, as {@link #call(ScopeFunction)} does, without a result. */
  public static void run(ScopeAction body) {
    Objects.requireNonNull(body, "body");
    Async.<@Nullable Void>call(
        scope -> {
          body.run(scope);
          return null;
        });
  }

  /**
   * Runs a program: {@code body} on the calling thread, in a supervisor scope around it. When the
   * body and all other tasks of the scope have ended, cancels the {@linkplain TaskScope#background
   * daemon tasks}, waits for them and returns. Throws the failure of the body, or else the first
   * failure that no caller handled, so that no error is lost. Inside a task it is a nested scope.
   *
   * <p>The failure of a coroutine that Kotlin's {@code async} starts in the scope is logged, or
   * passed to a handler, but not thrown: kotlinx does not tell whether another coroutine has
   * awaited it.
   *
   * <p>The outermost program on the main thread handles the signals INT and TERM. The first signal
   * cancels the program; when it has ended, the JVM exits as that signal makes it exit. A second
   * signal stops the JVM immediately.
   */
  public static <T extends @Nullable Object> T call(ScopeFunction<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return CoroutineThreads.current() == null && TerminationSignals.isMainThread()
        ? TerminationSignals.handledDuring(ScopeBlockImpl.PROGRAM, body)
        : ScopeBlockImpl.PROGRAM.call(body);
  }

  /**
   * Returns a scope block whose tasks succeed or fail together. The first failure, of a task or of
   * the body, cancels the body and all other tasks. It is thrown when all have ended, with later
   * failures suppressed on it (the first 16, and a count of the rest). Kotlin's {@code
   * coroutineScope} and asyncio's {@code TaskGroup} do the same.
   *
   * <p>If the caller is cancelled and neither the body nor a task has seen it, the block returns
   * its value, as {@link #withTimeout(Duration, Callable)} says. A task whose code the cancellation
   * has stopped has seen it, unless it is a {@linkplain TaskScope#background daemon task}.
   */
  public static ScopeBlock taskScope() {
    return ScopeBlockImpl.TASK_SCOPE;
  }

  /**
   * Returns a scope block whose tasks fail independently. A caller that awaits a task, or asks for
   * its outcome, handles its failure. A failure that no caller handled is logged, and thrown when
   * the block ends; or it is passed to the handler of {@link ScopeBlock#onFailure}. A failure of
   * the body cancels all tasks. Kotlin's {@code supervisorScope} does the same.
   */
  public static ScopeBlock supervisorScope() {
    return ScopeBlockImpl.SUPERVISOR_SCOPE;
  }

  // Time.

  /**
   * Runs {@code body} on the calling thread, and cancels it when {@code limit} has elapsed: a wait
   * in it then throws {@link CancellationException}, and a blocking call is interrupted. The
   * timeout is thrown when the body has ended. With a zero or negative limit, the body does not
   * run. A limit too large to represent means no limit.
   *
   * <p>A value that was obtained is not thrown away. If the body returns without having seen its
   * cancellation, by the limit or with the caller, its value is returned. A cancelled caller then
   * sees its cancellation at its next cancellation point. The body has seen the cancellation if a
   * wait, {@link #ensureActive} or a block inside it has thrown it, caught or not, or if the body
   * has consumed the interrupt. Reading the interrupt flag and work in {@link #nonCancellable} do
   * not count. If the body has seen the cancellation and returns all the same, the timeout is
   * thrown. An exception that the body throws after its cancellation is thrown, with the timeout
   * suppressed on it.
   *
   * @throws TimeoutExceededException if the limit has elapsed before the body had ended. Its cause
   *     is the cancellation that stopped the body, whose stack trace shows where the body waited.
   */
  public static <T extends @Nullable Object> T withTimeout(
      Duration limit, Callable<? extends T> body) {
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(body, "body");
    return TimeoutCoroutine.call(limit, body);
  }

  /**
   * Runs {@code body} with a limit, as {@link #withTimeout(Duration, Callable)} does, without a
   * result.
   */
  @LowPriorityInOverloadResolution
  public static void withTimeout(Duration limit, ThrowingRunnable body) {
    Async.<@Nullable Void>withTimeout(limit, Callables.of(body));
  }

  /**
   * Runs {@code body} with a limit, as {@link #withTimeout(Duration, Callable)} does, and returns
   * its value. Returns an empty {@code Optional} if this limit was exceeded, or if the body
   * returned null. The timeout of another block inside is thrown.
   */
  public static <T> Optional<T> withTimeoutOrEmpty(Duration limit, Callable<? extends T> body) {
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(body, "body");
    return TimeoutCoroutine.callOrEmpty(limit, body);
  }

  /**
   * Runs {@code body} with a limit, as {@link #withTimeout(Duration, Callable)} does, and returns
   * whether the body ended in time: false if this limit was exceeded. The timeout of another block
   * inside is thrown.
   *
   * <p>Returns true if the body ended without having seen its cancellation. With a zero or negative
   * limit, does not run the body and returns false.
   */
  public static boolean tryWithTimeout(Duration limit, ThrowingRunnable body) {
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(body, "body");
    return TimeoutCoroutine.callOrEmpty(
            limit,
            () -> {
              body.run();
              return true;
            })
        .isPresent();
  }

  /**
   * Returns how much time the current code has left, for calls with a limit of their own: {@code
   * Statement.setQueryTimeout}, {@code HttpRequest.Builder.timeout}, a deadline that another
   * service is told. Of all limits around the code, the one that expires first counts.
   *
   * <p>Add a margin, such as a second. Then the limit of the block expires first, and the block
   * throws its timeout instead of the exception of the inner call, which might be retried. Zero is
   * no limit for JDBC, and {@code HttpRequest.Builder.timeout} refuses it.
   *
   * <p>Limits are those of {@link #withTimeout(Duration, Callable)}, {@link #withTimeoutOrEmpty}
   * and {@link ScopeBlock#withTimeout}. They reach the tasks of scopes inside the block, {@link
   * #withContext(Dispatcher, Callable)}, the code of flows that are collected inside it, and Java
   * code that is called by suspend functions inside it. They do not reach the tasks of a scope that
   * was opened outside the block, such as a {@link ServiceScope}. They do not reach into {@link
   * #nonCancellable(Callable)} either, where only limits set inside it count. A {@code withTimeout}
   * of Kotlin's own is not seen. {@code AsyncFlow.timeout} limits the wait for a value and not the
   * code that produces it.
   *
   * <p>Not a cancellation point. Never waits, on any thread: outside tasks and blocks, and on
   * threads of Kotlin's dispatchers, there is no limit.
   *
   * <pre>{@code
   * timeLeft().ifPresent(left -> request.timeout(left.plusSeconds(1)));
   * timeLeft().ifPresent(left -> setQueryTimeout(statement, (int) left.toSeconds() + 1));
   * }</pre>
   *
   * @return zero once the limit has expired; empty without a limit that can be represented
   */
  public static Optional<Duration> timeLeft() {
    return TimeoutCoroutine.timeLeft();
  }

  /**
   * Waits until {@code d} has elapsed. A zero or negative duration only checks for a cancellation.
   * A duration too large to represent waits until it is cancelled.
   */
  public static void delay(Duration d) {
    Objects.requireNonNull(d, "d");
    AwaitOperations.delay(d);
  }

  /**
   * Waits until the calling task or block is cancelled, or the thread outside any task is
   * interrupted. Never returns normally: throws the {@link CancellationException}.
   */
  public static void awaitCancellation() {
    AwaitOperations.awaitCancellation();
  }

  /**
   * Yields to other tasks: releases the permit of a limited dispatcher and acquires it again behind
   * the waiting tasks. Without a limit it yields the processor.
   */
  public static void yieldNow() {
    CoroutineThreads.run(CoroutineThread::yieldNow);
  }

  /**
   * Throws {@link CancellationException} if the current task or block is cancelled. Use it in loops
   * that do not wait.
   */
  public static void ensureActive() {
    CoroutineThreads.ensureActive();
  }

  // Waiting for results.

  /**
   * Waits for {@code stage}, and returns its value or throws its failure, unwrapped from a {@link
   * java.util.concurrent.CompletionException}. If the caller is cancelled meanwhile, cancels the
   * stage too, which stops the request of an HTTP client, for example. To leave the stage running,
   * wait for {@code stage.copy()}.
   */
  public static <T extends @Nullable Object> T await(CompletionStage<? extends T> stage) {
    Objects.requireNonNull(stage, "stage");
    return CoroutineThreads.<T>call(
        body -> UncheckedCasts.value(AwaitOperations.stage(body, stage)));
  }

  /** Waits for {@code task}, as {@link Task#await} does. */
  public static <T extends @Nullable Object> T await(Task<? extends T> task) {
    return Objects.requireNonNull(task, "task").await();
  }

  /**
   * Waits for {@code future}, and returns its value or throws its failure. Blocks the thread,
   * unless the future is a {@link CompletionStage}, for which it does what {@link
   * #await(CompletionStage)} does. If the caller is cancelled meanwhile, cancels the future with an
   * interrupt.
   */
  public static <T extends @Nullable Object> T awaitFuture(Future<? extends T> future) {
    Objects.requireNonNull(future, "future");
    return CoroutineThreads.<T>call(
        body ->
            UncheckedCasts.value(
                future instanceof CompletionStage<?> stage
                    ? AwaitOperations.stage(body, stage)
                    : AwaitOperations.future(body, future)));
  }

  /**
   * Begins a {@code select}: a wait for several clauses, of which the first to become ready takes
   * effect. The first clause determines the type that the handlers return. Does not wait itself.
   */
  public static Select.Start select() {
    return Select.start();
  }

  /** Begins a {@code select}, as {@link #select} does, whose handlers return nothing. */
  public static Select.Run selectRun() {
    return Select.startRun();
  }

  // Where and how code runs.

  /**
   * Runs {@code body} on {@code d}, waits for it and returns its value. If {@code d} is the
   * dispatcher of the caller, the body runs on the calling thread. If the caller is cancelled
   * before the body has begun, for example while {@code d} is busy, the body never runs. A value
   * that the body returns without having seen the cancellation is returned, as {@link
   * #withTimeout(Duration, Callable)} says.
   */
  public static <T extends @Nullable Object> T withContext(
      Dispatcher d, Callable<? extends T> body) {
    Objects.requireNonNull(d, "d");
    Objects.requireNonNull(body, "body");
    return DispatchedBlock.callOn(d, body);
  }

  /**
   * Runs {@code body} on {@code d}, as {@link #withContext(Dispatcher, Callable)} does, without a
   * result.
   */
  @LowPriorityInOverloadResolution
  public static void withContext(Dispatcher d, ThrowingRunnable body) {
    Async.<@Nullable Void>withContext(d, Callables.of(body));
  }

  /**
   * Runs blocking code on the calling thread, without holding a permit of a limited dispatcher. The
   * cancellation of the task interrupts it. When this method has thrown the cancellation, no
   * interrupt is set on the thread or about to be set, so that cleanup may use files and sockets. A
   * blocking call of the JDK outside {@code blocking} may leave an interrupt: a socket read on a
   * virtual thread always does, any call on a platform thread does in rare cases. Put cleanup after
   * such a call into {@link #nonCancellable}. Allowed on the threads of {@link Dispatchers#from}.
   */
  public static <T extends @Nullable Object> T blocking(Callable<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return CoroutineThreads.<T>call(caller -> AwaitOperations.blocking(caller, body));
  }

  /** Runs blocking code, as {@link #blocking(Callable)} does, without a result. */
  @LowPriorityInOverloadResolution
  public static void blocking(ThrowingRunnable body) {
    Async.<@Nullable Void>blocking(Callables.of(body));
  }

  /**
   * Runs blocking code that no interrupt stops, such as a socket read on a platform thread or a
   * call of JDBC. If the caller is cancelled after the code has begun, {@code onCancel} runs once,
   * on another thread and instead of an interrupt. It must make the code end: it closes the socket,
   * or calls {@code Statement.cancel}. An exception that the code throws after that counts as the
   * cancellation. If the caller is cancelled earlier, neither runs. Returns when both have ended.
   *
   * <p>A wait of this library inside {@code body} is ended by the cancellation itself. If one has
   * thrown it, {@code onCancel} does not run: the code knows. Such calls may be nested, as when
   * {@code body} collects a flow of bytes. A cancellation then runs the {@code onCancel} of each
   * call that has begun. While {@code body} runs code in a block, such as {@link
   * #withTimeout(Duration, Callable)}, {@link #taskScope} or {@link #gather}, the cancellation
   * interrupts that code, and {@code onCancel} does not run before the block has ended. Call this
   * inside the block instead.
   */
  public static <T extends @Nullable Object> T blocking(
      Callable<? extends T> body, ThrowingRunnable onCancel) {
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(onCancel, "onCancel");
    return AwaitOperations.<T>blocking(body, onCancel);
  }

  /**
   * Runs blocking code that no interrupt stops, as {@link #blocking(Callable, ThrowingRunnable)}
   * does, without a result.
   */
  @LowPriorityInOverloadResolution
  public static void blocking(ThrowingRunnable body, ThrowingRunnable onCancel) {
    Async.<@Nullable Void>blocking(Callables.of(body), onCancel);
  }

  /**
   * Calls {@code body} until it returns, as often as {@code policy} allows, and waits between the
   * attempts as the policy says. Throws the last failure, with the earlier failures suppressed on
   * it. Never retries a cancellation. Calls the predicate and the listener of {@code policy} on the
   * calling thread. A cancellation point before each attempt.
   */
  public static <T extends @Nullable Object> T retry(
      RetryPolicy policy, Callable<? extends T> body) {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(body, "body");
    return CoroutineThreads.<T>call(caller -> RetryLoop.call(caller, policy, body));
  }

  /**
   * Runs {@code body} until it succeeds, as {@link #retry(RetryPolicy, Callable)} does, without a
   * result.
   */
  @LowPriorityInOverloadResolution
  public static void retry(RetryPolicy policy, ThrowingRunnable body) {
    Async.<@Nullable Void>retry(policy, Callables.of(body));
  }

  /**
   * Runs {@code body} on the calling thread, shielded from cancellation: waits in it do not see
   * that the caller is cancelled, and no interrupt reaches it. Use it for cleanup that has to wait.
   * New scopes and timeouts work in it, and are shielded too. Not a cancellation point.
   */
  public static <T extends @Nullable Object> T nonCancellable(Callable<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return CoroutineThreads.<T>call(caller -> AwaitOperations.nonCancellable(caller, body));
  }

  /** Runs {@code body} shielded, as {@link #nonCancellable(Callable)} does, without a result. */
  @LowPriorityInOverloadResolution
  public static void nonCancellable(ThrowingRunnable body) {
    Async.<@Nullable Void>nonCancellable(Callables.of(body));
  }
}
