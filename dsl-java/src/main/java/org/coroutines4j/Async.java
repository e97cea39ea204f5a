package org.coroutines4j;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import kotlin.internal.LowPriorityInOverloadResolution;
import org.coroutines4j.channels.Select;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.internal.scope.DispatchedBlock;
import org.coroutines4j.internal.scope.ParallelOperations;
import org.coroutines4j.internal.scope.ScopeBlockImpl;
import org.coroutines4j.internal.scope.TerminationSignals;
import org.coroutines4j.internal.scope.TimeoutCoroutine;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.internal.task.RetryLoop;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.CancellableBlockingCall;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of async programs, for {@code import static org.coroutines4j.Async.*}.
 *
 * <p>What all of them have in common, unless they say otherwise. They are <em>cancellation
 * points</em>: in a cancelled task or block they throw {@link CancellationException}, at their
 * beginning and while they wait. In a task they wait without holding a carrier thread (on JDK 21 or
 * newer). On a thread outside any task they block it, verbs that start work open a scope of their
 * own, and an interrupt cancels that work, is set again afterwards, and {@link
 * CancellationException} is thrown. On a worker of Kotlin's {@code Dispatchers.Default}, which must
 * not block, they throw {@link IllegalStateException}; in a task on a thread of {@link
 * Dispatchers#from}, so do those that wait for something by themselves. Lambdas run on the calling
 * thread, or each in a task of its own where several run together. Unchecked exceptions of lambdas
 * come out as they are; an {@link java.io.IOException} comes in an {@link
 * java.io.UncheckedIOException}, other checked ones in a {@link TaskFailedException}. No argument
 * may be null, and no element of one.
 */
public final class Async {
  private Async() {}

  // Programs and scopes.

  /** Runs a program without a result; see {@link #call(ScopeFunction)}. */
  public static void run(ScopeAction body) {
    Objects.requireNonNull(body, "body");
    Async.<@Nullable Void>call(
        scope -> {
          body.run(scope);
          return null;
        });
  }

  /**
   * Runs a program: {@code body} on this thread, in a supervisor scope around it. Returns when the
   * body and all tasks of the scope have ended; {@linkplain TaskScope#background background} tasks
   * are cancelled then. Fails with what the body threw, or with the first failure that nobody took,
   * so that a program never ends well with a lost error. Inside a task it is a nested scope. The
   * failure of a coroutine that Kotlin's {@code async} starts in the scope is logged, or handed to
   * a handler, but not thrown: kotlinx does not tell whether another coroutine has awaited it.
   *
   * <p>The outermost one on the main thread ends at the signals INT and TERM: the first cancels it,
   * and when it has ended the JVM ends as that signal ends it; a second one ends the JVM at once.
   */
  public static <T extends @Nullable Object> T call(ScopeFunction<? extends T> body) {
    Objects.requireNonNull(body, "body");
    ScopeBlock program = ScopeBlockImpl.SUPERVISOR_SCOPE.named(ScopeBlockImpl.PROGRAM);
    return CoroutineThreads.current() == null && TerminationSignals.isMainThread()
        ? TerminationSignals.handledDuring(program, body)
        : program.call(body);
  }

  /**
   * A scope block whose tasks stand or fall together: the first failure, of a task or of the body,
   * cancels all others and the body; when all have ended it is thrown, with later ones suppressed
   * on it (the first 16, and a count of the rest). As Kotlin's {@code coroutineScope} and asyncio's
   * {@code TaskGroup}.
   *
   * <p>If the caller is cancelled and neither the body nor a task has seen it, the block returns
   * its value, as {@link #withTimeout(Duration, Callable)} says. A task that was cut off has seen
   * it, unless it is a {@linkplain TaskScope#background background} task.
   */
  public static ScopeBlock taskScope() {
    return ScopeBlockImpl.TASK_SCOPE;
  }

  /**
   * A scope block whose tasks fail each for itself. A failure is taken by who awaits it or asks for
   * the outcome; what nobody took is logged and thrown at the block's end, or goes to the handler
   * of {@link ScopeBlock#onFailure}. A failure of the body cancels all. As Kotlin's {@code
   * supervisorScope}.
   */
  public static ScopeBlock supervisorScope() {
    return ScopeBlockImpl.SUPERVISOR_SCOPE;
  }

  // Running bodies together.

  /**
   * Runs all bodies at once and returns their values in the order of the arguments. The first
   * failure cancels the others, is thrown when they have ended, and carries later ones as
   * suppressed (asyncio's {@code gather} lets the others go on).
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> List<T> gather(Callable<? extends T>... bodies) {
    return gather(Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
  }

  /** Runs all bodies at once, as {@link #gather(Callable...)} does. */
  public static <T extends @Nullable Object> List<T> gather(
      Collection<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.gather("gather", Preconditions.nonNull(bodies, "bodies"));
  }

  /** Runs all bodies at once, as {@link #gather(Callable...)} does, without results. */
  @LowPriorityInOverloadResolution
  public static void gather(ThrowingRunnable... bodies) {
    ParallelOperations.gather("gather", callables(bodies));
  }

  /** Returns an empty list: {@link #gather(Callable...)} of no bodies. */
  public static <T extends @Nullable Object> List<T> gather() {
    return ParallelOperations.gather("gather", List.of());
  }

  /**
   * Runs all bodies at once and returns how each of them ended, in the order of the arguments. No
   * failure cancels another or is thrown.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> List<Outcome<T>> gatherSettled(
      Callable<? extends T>... bodies) {
    return gatherSettled(Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
  }

  /** Runs all bodies at once, as {@link #gatherSettled(Callable...)} does. */
  public static <T extends @Nullable Object> List<Outcome<T>> gatherSettled(
      Collection<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.gatherSettled(Preconditions.nonNull(bodies, "bodies"));
  }

  /**
   * Runs all bodies concurrently, as {@link #gatherSettled(Callable...)} does. The outcome of a
   * body that succeeded has the value null.
   */
  @LowPriorityInOverloadResolution
  public static List<Outcome<@Nullable Void>> gatherSettled(ThrowingRunnable... bodies) {
    return ParallelOperations.gatherSettled(callables(bodies));
  }

  /** Returns an empty list: {@link #gatherSettled(Callable...)} of no bodies. */
  public static <T extends @Nullable Object> List<Outcome<T>> gatherSettled() {
    return ParallelOperations.gatherSettled(List.of());
  }

  /**
   * Runs all bodies at once and returns the value of the first that returns one; the others are
   * cancelled and waited for. If all fail, the first failure is thrown, with the others suppressed.
   * What fails in the cleanup of a cancelled body is logged.
   *
   * @throws IllegalArgumentException if there is no body
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> T race(Callable<? extends T>... bodies) {
    return race(Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
  }

  /** Runs all bodies at once, as {@link #race(Callable...)} does. */
  public static <T extends @Nullable Object> T race(
      Collection<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.race(Preconditions.nonNull(bodies, "bodies"));
  }

  /**
   * Runs all bodies concurrently, as {@link #race(Callable...)} does, without a result: returns
   * when the first body has succeeded and the others have ended.
   *
   * @throws IllegalArgumentException if there is no body
   */
  @LowPriorityInOverloadResolution
  public static void race(ThrowingRunnable... bodies) {
    ParallelOperations.race(callables(bodies));
  }

  /**
   * Runs all bodies concurrently, as {@link #race(Callable...)} does, and hands {@code unused} each
   * value that a body returned but this method does not return: those of bodies that returned
   * although another one won, and all of them if this method throws. For values that hold
   * resources: {@code race(Lease::release, () -> lease(a), () -> lease(b))}.
   *
   * <p>{@code unused} runs on the caller's thread when all bodies have ended, and no cancellation
   * reaches it. It gets no null. If it throws, it still gets the other values. Its exception is
   * suppressed on the one that this method throws; if there is a winner, it is logged.
   *
   * @throws IllegalArgumentException if there is no body
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  @LowPriorityInOverloadResolution // a lambda of Kotlin without a parameter fits both forms
  public static <T extends @Nullable Object> T race(
      Consumer<? super T> unused, Callable<? extends T>... bodies) {
    Objects.requireNonNull(unused, "unused");
    return race(unused, Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
  }

  /** Runs all bodies concurrently, as {@link #race(Consumer, Callable...)} does. */
  public static <T extends @Nullable Object> T race(
      Consumer<? super T> unused, Collection<? extends Callable<? extends T>> bodies) {
    Objects.requireNonNull(unused, "unused");
    return ParallelOperations.race(unused, Preconditions.nonNull(bodies, "bodies"));
  }

  /**
   * Runs all bodies concurrently and returns how the first of them to end has ended, with a value,
   * a failure or cancelled by itself. The others are cancelled and waited for, and their outcomes
   * are dropped. A failure in the cleanup of a cancelled body is logged.
   *
   * @throws CancellationException if the caller is cancelled before a body has ended
   * @throws IllegalArgumentException if there is no body
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public static <T extends @Nullable Object> Outcome<T> raceSettled(
      Callable<? extends T>... bodies) {
    return raceSettled(Arrays.asList(Objects.requireNonNull(bodies, "bodies")));
  }

  /** Runs all bodies concurrently, as {@link #raceSettled(Callable...)} does. */
  public static <T extends @Nullable Object> Outcome<T> raceSettled(
      Collection<? extends Callable<? extends T>> bodies) {
    return ParallelOperations.raceSettled(Preconditions.nonNull(bodies, "bodies"));
  }

  /**
   * Runs all bodies concurrently, as {@link #raceSettled(Callable...)} does. The outcome of a body
   * that succeeded has the value null.
   */
  @LowPriorityInOverloadResolution
  public static Outcome<@Nullable Void> raceSettled(ThrowingRunnable... bodies) {
    return ParallelOperations.raceSettled(callables(bodies));
  }

  /**
   * Applies {@code fn} to all items at once; see {@link #mapConcurrent(Iterable, int,
   * ThrowingFunction)}.
   */
  public static <A, R extends @Nullable Object> List<R> mapConcurrent(
      Iterable<? extends A> items, ThrowingFunction<? super A, ? extends R> fn) {
    return mapConcurrent(items, Integer.MAX_VALUE, fn);
  }

  /**
   * Applies {@code fn} to each item in a task of its own, at most {@code limit} at once, and
   * returns the results in the order of the items. Items are taken from the iterator as there is
   * room, on the calling thread. The first failure cancels the rest and is thrown.
   *
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public static <A, R extends @Nullable Object> List<R> mapConcurrent(
      Iterable<? extends A> items, int limit, ThrowingFunction<? super A, ? extends R> fn) {
    Objects.requireNonNull(items, "items");
    Objects.requireNonNull(fn, "fn");
    return ParallelOperations.map(
        "mapConcurrent", items, Preconditions.atLeastOne(limit, "limit"), fn);
  }

  /**
   * Calls {@code fn} with all items concurrently, as {@link #mapConcurrent(Iterable,
   * ThrowingFunction)} does, without results.
   */
  public static <A> void forEachConcurrent(
      Iterable<? extends A> items, ThrowingConsumer<? super A> fn) {
    forEachConcurrent(items, Integer.MAX_VALUE, fn);
  }

  /**
   * Calls {@code fn} with each item, as {@link #mapConcurrent(Iterable, int, ThrowingFunction)}
   * does, without results.
   *
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public static <A> void forEachConcurrent(
      Iterable<? extends A> items, int limit, ThrowingConsumer<? super A> fn) {
    Objects.requireNonNull(items, "items");
    Objects.requireNonNull(fn, "fn");
    ParallelOperations.forEach(
        "forEachConcurrent", items, Preconditions.atLeastOne(limit, "limit"), fn);
  }

  // Time.

  /**
   * Runs {@code body} on this thread, and stops it when {@code limit} is over: what it waits for
   * throws {@link CancellationException}, a blocking call is interrupted. The timeout is thrown
   * when the body has ended. A zero or negative limit does not run the body. A limit too large to
   * represent means no limit.
   *
   * <p>A value that was obtained is not thrown away: a body that returns without having seen that
   * it is cancelled, by the limit or with the caller, gives its value, and the caller hears of its
   * own cancellation at its next cancellation point. A body has seen it if a wait, {@link
   * #ensureActive} or a block inside it has thrown the cancellation, caught or not, or if it has
   * consumed the interrupt; looking at the flag of the thread and work in {@link #nonCancellable}
   * do not count. A body that has seen it and returns all the same gives the timeout. An exception
   * that the body throws while it is being stopped is thrown, with the timeout suppressed on it.
   *
   * @throws TimeoutExceededException if the limit was over before the body had ended. Its cause is
   *     the cancellation that stopped the body, whose stack trace shows where the body waited.
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
    Async.<@Nullable Void>withTimeout(limit, callable(body));
  }

  /**
   * Runs {@code body} as {@link #withTimeout(Duration, Callable)} does; empty if this limit was
   * exceeded, or if the body returned null. A timeout of another block inside comes out as an
   * exception.
   */
  public static <T> Optional<T> withTimeoutOrEmpty(Duration limit, Callable<? extends T> body) {
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(body, "body");
    return TimeoutCoroutine.callOrEmpty(limit, body);
  }

  /**
   * Runs {@code body} with a limit, as {@link #withTimeout(Duration, Callable)} does, and returns
   * whether it ended in time: false if this limit was exceeded. Throws what the body throws, and
   * the timeout of another block inside it.
   *
   * <p>Returns true if the body ended without having seen that the limit was over. A zero or
   * negative limit does not run the body, and returns false.
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
   * Waits for {@code d}; zero or less is only a cancellation point, a very long time is for ever.
   */
  public static void delay(Duration d) {
    Objects.requireNonNull(d, "d");
    AwaitOperations.delay(d);
  }

  /** Lets others run: gives up the turn under a limit of parallelism, else the processor. */
  public static void yieldNow() {
    CoroutineThreads.run(CoroutineThread::yieldNow);
  }

  /**
   * Throws {@link CancellationException} if this task or block is cancelled; for loops that do not
   * wait.
   */
  public static void ensureActive() {
    CoroutineThreads.ensureActive();
  }

  // Waiting for others.

  /**
   * Waits for {@code stage} and returns its value, or throws its failure, without the {@link
   * java.util.concurrent.CompletionException} around it. If the caller is cancelled meanwhile, the
   * stage is cancelled too, which is what stops an HTTP call; wait for {@code stage.copy()} to
   * leave it alone.
   */
  public static <T extends @Nullable Object> T await(CompletionStage<? extends T> stage) {
    Objects.requireNonNull(stage, "stage");
    return CoroutineThreads.<T>call(
        body -> UncheckedCasts.value(AwaitOperations.stage(body, stage)));
  }

  /** Waits for {@code task}; the same as {@link Task#await}. */
  public static <T extends @Nullable Object> T await(Task<? extends T> task) {
    return Objects.requireNonNull(task, "task").await();
  }

  /**
   * Waits for {@code future}, for which the thread blocks; else as {@link #await(CompletionStage)},
   * which is used if the future is a stage. If the caller is cancelled, the future is cancelled and
   * interrupted.
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
   * A wait for several things, of which the first to be ready takes effect; the first clause says
   * what the handlers return.
   */
  public static Select.Start select() {
    return Select.start();
  }

  /** A wait as {@link #select} describes, with handlers that return nothing. */
  public static Select.Run selectRun() {
    return Select.startRun();
  }

  // Where and how code runs.

  /**
   * Runs {@code body} on {@code d} and waits for it; on the calling thread if it is there already.
   * If the caller is cancelled before the body has begun, as while {@code d} is busy, the body
   * never runs. A value that the body returns without having seen the cancellation is returned, as
   * {@link #withTimeout(Duration, Callable)} says.
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
    Async.<@Nullable Void>withContext(d, callable(body));
  }

  /**
   * Runs blocking code on this thread, without holding a turn of a limited dispatcher. Cancelling
   * interrupts it. When it comes out with the answer to that, no interrupt is left on the thread or
   * on its way, so that cleanup may use files and sockets. A blocking call of the JDK made without
   * {@code blocking} may leave one: a socket read on a virtual thread always, any call on a
   * platform thread in rare cases; there, put such cleanup into {@link #nonCancellable}. Allowed on
   * the threads of {@link Dispatchers#from} too.
   */
  public static <T extends @Nullable Object> T blocking(Callable<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return CoroutineThreads.<T>call(caller -> AwaitOperations.blocking(caller, body));
  }

  /** Runs blocking code, as {@link #blocking(Callable)} does, without a result. */
  @LowPriorityInOverloadResolution
  public static void blocking(ThrowingRunnable body) {
    Async.<@Nullable Void>blocking(callable(body));
  }

  /**
   * Runs blocking code that no interrupt stops (a socket read on a platform thread, JDBC). If the
   * caller is cancelled while it runs, from its very first moment on, {@code onCancel} runs once,
   * on another thread and instead of an interrupt, and makes the code end: it closes the socket, or
   * calls {@code Statement.cancel}. Whatever the code throws then counts as the cancellation. If
   * the caller is cancelled before, neither runs. Returns when both have ended.
   */
  public static <T extends @Nullable Object> T blocking(
      Callable<? extends T> body, ThrowingRunnable onCancel) {
    Objects.requireNonNull(body, "body");
    Callable<?> stop = callable(Objects.requireNonNull(onCancel, "onCancel"));
    return CoroutineThreads.<T>call(
        caller -> {
          try {
            return UncheckedCasts.value(CancellableBlockingCall.call(caller, body, stop));
          } catch (Throwable t) {
            throw Failures.raise(Failures.wrap(caller.frame().translateFailure(t)));
          }
        });
  }

  /**
   * Runs blocking code that no interrupt stops, as {@link #blocking(Callable, ThrowingRunnable)}
   * does, without a result.
   */
  @LowPriorityInOverloadResolution
  public static void blocking(ThrowingRunnable body, ThrowingRunnable onCancel) {
    Async.<@Nullable Void>blocking(callable(body), onCancel);
  }

  /**
   * Calls {@code body} until it returns, as often as {@code policy} allows, with its waits between
   * the attempts. Throws the last failure, with the earlier ones suppressed on it. Cancellations
   * are never retried. Calls the predicate and the listener of {@code policy} on the caller's
   * thread. A cancellation point before each attempt.
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
    Async.<@Nullable Void>retry(policy, callable(body));
  }

  /**
   * Runs {@code body} on this thread, shielded: waits in it do not see that the caller is
   * cancelled, and no interrupt reaches it. For cleanup that has to wait. New scopes and timeouts
   * work in it and are shielded too. Not a cancellation point.
   */
  public static <T extends @Nullable Object> T nonCancellable(Callable<? extends T> body) {
    Objects.requireNonNull(body, "body");
    return CoroutineThreads.<T>call(caller -> AwaitOperations.nonCancellable(caller, body));
  }

  /** Runs {@code body} shielded, as {@link #nonCancellable(Callable)} does, without a result. */
  @LowPriorityInOverloadResolution
  public static void nonCancellable(ThrowingRunnable body) {
    Async.<@Nullable Void>nonCancellable(callable(body));
  }

  private static List<Callable<@Nullable Void>> callables(ThrowingRunnable... bodies) {
    return Preconditions.nonNull(bodies, "bodies").stream().map(Async::callable).toList();
  }

  private static Callable<@Nullable Void> callable(ThrowingRunnable body) {
    Objects.requireNonNull(body, "body");
    return () -> {
      body.run();
      return null;
    };
  }
}
