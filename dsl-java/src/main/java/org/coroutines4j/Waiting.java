package org.coroutines4j;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlinx.coroutines.CancellableContinuation;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.bridge.Suspensions;
import org.coroutines4j.runtime.task.BlockedLoop;
import org.coroutines4j.runtime.task.Body;
import org.coroutines4j.runtime.task.Frame;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/** How a body waits for things that are no tasks. */
final class Waiting {
  private Waiting() {}

  static void delay(Body body, Duration duration) {
    long nanos = Nanos.of(duration);
    if (nanos == 0) {
      body.checkpoint();
    } else {
      body.await(k -> Suspensions.suspendUntilResumed(waiter -> wakeAfter(body, nanos, waiter), k));
    }
  }

  private static void wakeAfter(
      Body body, long nanos, CancellableContinuation<? super @Nullable Object> waiter) {
    DisposableHandle timer = body.schedule(nanos, () -> waiter.resumeWith(Unit.INSTANCE));
    waiter.invokeOnCancellation(
        cause -> {
          timer.dispose();
          return Unit.INSTANCE;
        });
  }

  /** The value of {@code stage}, or its own failure; cancels it if the body is cancelled. */
  static @Nullable Object stage(Body body, CompletionStage<?> stage) {
    try {
      return body.await(k -> Suspensions.suspendUntilResumed(waiter -> register(stage, waiter), k));
    } catch (CancellationException e) {
      if (!body.frame().job().isActive()) {
        cancel(stage);
      }
      throw e;
    } catch (Throwable t) {
      throw Failures.raise(Failures.wrap(t));
    }
  }

  private static void register(
      CompletionStage<?> stage, CancellableContinuation<? super @Nullable Object> waiter) {
    stage.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            resume(waiter, value);
          } else {
            waiter.resumeWith(ResultKt.createFailure(causeOf(failure)));
          }
        });
  }

  @SuppressWarnings("NullAway") // kotlinx declares a Result, of which null is the value null
  private static void resume(
      CancellableContinuation<? super @Nullable Object> waiter, @Nullable Object value) {
    waiter.resumeWith(value);
  }

  /** What really failed: stages wrap it on the way. */
  private static Throwable causeOf(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    return wrapper && cause != null ? cause : failure;
  }

  private static void cancel(CompletionStage<?> stage) {
    if (stage instanceof Future<?> future) {
      future.cancel(true);
    } else {
      try {
        stage.toCompletableFuture().cancel(true);
      } catch (UnsupportedOperationException e) {
        // a stage without a future cannot be cancelled
      }
    }
  }

  /** The value of {@code future}, for which the thread blocks, without a turn. */
  static @Nullable Object future(Body body, Future<?> future) {
    Frame frame = body.frame();
    try {
      body.checkpoint();
    } catch (CancellationException e) {
      future.cancel(true);
      throw e;
    }
    boolean left = body.leaveTurn();
    try {
      BlockedLoop loop = BlockedLoop.ofThread();
      return loop == null ? future.get() : loop.get(future);
    } catch (InterruptedException e) {
      future.cancel(true);
      if (!frame.wasInterrupted()) {
        body.interruptFromOutside();
      }
      throw frame.tellCancellation();
    } catch (ExecutionException e) {
      throw Failures.raise(Failures.wrap(causeOf(e)));
    } finally {
      if (left) {
        body.enterTurn();
      }
    }
  }

  static <T extends @Nullable Object> T blocking(Body body, Callable<? extends T> call) {
    body.frame().ensureActive();
    boolean left = body.leaveTurn();
    try {
      return call.call();
    } catch (Throwable t) {
      throw Failures.raise(Failures.wrap(body.frame().classify(t)));
    } finally {
      if (left) {
        body.enterTurn();
      }
    }
  }

  static <T extends @Nullable Object> T nonCancellable(Body body, Callable<? extends T> work) {
    Frame shield = body.pushShield();
    try {
      return work.call();
    } catch (Throwable t) {
      throw Failures.raise(Failures.wrap(shield.classify(t)));
    } finally {
      body.pop(shield, null);
    }
  }
}
