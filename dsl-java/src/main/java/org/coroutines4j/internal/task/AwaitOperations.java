package org.coroutines4j.internal.task;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import kotlin.Unit;
import kotlinx.coroutines.CancellableContinuation;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.util.Callables;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.BlockedLoop;
import org.coroutines4j.runtime.coroutine.CancellableBlockingCall;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.coroutine.StageWatch;
import org.coroutines4j.runtime.coroutine.Stages;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/** Waits that are not for tasks: for time, stages, futures and blocking calls. */
public final class AwaitOperations {
  private AwaitOperations() {}

  /**
   * Suspends the caller for {@code duration}. A cancellation point, even if the duration is zero or
   * negative.
   */
  public static void delay(Duration duration) {
    long nanos = Nanos.of(duration);
    CoroutineThread direct = CoroutineThreads.direct();
    if (direct == null || nanos == 0 || !direct.sleep(nanos)) { // few frames: they stay on the heap
      CoroutineThreads.run(body -> delay(body, duration));
    }
  }

  /** Waits until the caller is cancelled, and throws the cancellation. */
  public static void awaitCancellation() {
    CoroutineThreads.run(body -> body.awaitDirectly(() -> false));
  }

  static void delay(CoroutineThread body, Duration duration) {
    long nanos = Nanos.of(duration);
    if (nanos == 0) {
      body.checkpoint();
    } else if (!body.sleep(nanos)) {
      body.await(
          k -> Continuations.suspendUntilResumed(waiter -> wakeAfter(body, nanos, waiter), k));
    }
  }

  private static void wakeAfter(
      CoroutineThread body, long nanos, CancellableContinuation<? super @Nullable Object> waiter) {
    DisposableHandle timer = body.schedule(nanos, () -> waiter.resumeWith(Unit.INSTANCE));
    waiter.invokeOnCancellation(
        cause -> {
          timer.dispose();
          return Unit.INSTANCE;
        });
  }

  /**
   * Waits for {@code stage} and returns its value. Throws its failure, without the wrappers of
   * stages and unchecked. A cancellation point: if the task is cancelled, cancels the stage.
   */
  public static @Nullable Object stage(CoroutineThread body, CompletionStage<?> stage) {
    try {
      body.checkpoint();
      StageWatch watch = StageWatch.forWaiter(stage);
      if (!watch.isOver()) {
        watch.await(body);
      }
      Throwable failure = watch.failure();
      if (failure != null) {
        throw Exceptions.throwUnchecked(failure);
      }
      return watch.value();
    } catch (CancellationException e) {
      if (!body.frame().job().isActive()) {
        Stages.cancel(stage, e);
      }
      throw e;
    }
  }

  /**
   * Blocks the thread until {@code future} has ended, with the permit released, and returns its
   * value. Throws its failure unchecked. A cancellation point: if the task is cancelled or the
   * thread interrupted, cancels the future.
   */
  public static @Nullable Object future(CoroutineThread body, Future<?> future) {
    JobFrame frame = body.frame();
    try {
      body.checkpoint();
    } catch (CancellationException e) {
      Stages.cancel(future, e);
      throw e;
    }
    boolean released = body.releasePermit();
    try {
      BlockedLoop loop = BlockedLoop.ofThread();
      return loop == null ? future.get() : loop.get(future);
    } catch (InterruptedException e) {
      CancellationException seen = interrupted(body, frame);
      Stages.cancel(future, seen);
      throw seen;
    } catch (ExecutionException e) {
      throw Exceptions.throwUnchecked(Stages.causeOf(e));
    } finally {
      if (released) {
        body.acquirePermit();
      }
    }
  }

  /**
   * Returns the cancellation to throw after an interrupt of a blocked thread. An interrupt from
   * outside cancels the task.
   */
  private static CancellationException interrupted(CoroutineThread body, JobFrame frame) {
    if (frame.wasInterrupted()) {
      return frame.tellCancellation();
    }
    CancellationException outside =
        body.interruptFromOutside("the thread of the task was interrupted", null);
    return frame.job().isActive() ? outside : frame.tellCancellation(); // a shield stays active
  }

  /**
   * Runs {@code call}, which may block, on the current thread with the permit released. Checks for
   * cancellation before it. The thread is interrupted if the task is cancelled meanwhile, as in all
   * code of a task. Throws what {@code call} throws, unchecked.
   */
  public static <T extends @Nullable Object> T blocking(
      CoroutineThread body, Callable<? extends T> call) {
    body.frame().ensureActive();
    boolean released = body.releasePermit();
    try {
      return call.call();
    } catch (Throwable t) {
      throw Exceptions.throwUnchecked(body.frame().translateFailure(t));
    } finally {
      if (released) {
        body.acquirePermit();
      }
    }
  }

  /** Runs {@code call} on the current thread; a cancellation runs {@code onCancel} to end it. */
  public static <T extends @Nullable Object> T blocking(
      Callable<? extends T> call, ThrowingRunnable onCancel) {
    Callable<?> stop = Callables.of(onCancel);
    return CoroutineThreads.<T>call(
        body -> {
          try {
            return UncheckedCasts.value(CancellableBlockingCall.call(body, call, stop));
          } catch (Throwable t) {
            throw Exceptions.throwUnchecked(body.frame().translateFailure(t));
          }
        });
  }

  /** Runs {@code work} on the current thread, shielded from cancellation. */
  public static void nonCancellable(ThrowingRunnable work) {
    CoroutineThreads.run(
        body ->
            AwaitOperations.<@Nullable Object>nonCancellable(
                body,
                () -> {
                  work.run();
                  return null;
                }));
  }

  /** Runs {@code work} on the current thread, shielded from cancellation, and returns its value. */
  public static <T extends @Nullable Object> T nonCancellable(
      CoroutineThread body, Callable<? extends T> work) {
    JobFrame shield = body.pushShield();
    try {
      return work.call();
    } catch (Throwable t) {
      throw Exceptions.throwUnchecked(shield.translateFailure(t));
    } finally {
      body.pop(shield, null);
    }
  }
}
