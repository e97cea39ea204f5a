package org.coroutines4j.runtime.coroutine;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Operations on stages and futures of any class, whose methods may throw. */
public final class Stages {
  private Stages() {}

  /**
   * Returns the original failure, without the exceptions that stages and futures wrap it in, once
   * or several times. Returns {@code failure} itself if the chain of causes is cyclic.
   */
  public static Throwable causeOf(Throwable failure) {
    Throwable cause = failure;
    Throwable half = failure; // half as far along the chain: in a cycle, `cause` meets it
    for (boolean odd = false; ; odd = !odd) {
      Throwable next = wrappedIn(cause);
      if (next == null) {
        return cause;
      }
      cause = next;
      if (odd) {
        half = Objects.requireNonNullElse(wrappedIn(half), half);
      }
      if (cause == half) {
        return failure;
      }
    }
  }

  private static @Nullable Throwable wrappedIn(Throwable failure) {
    if (!(failure instanceof CompletionException) && !(failure instanceof ExecutionException)) {
      return null;
    }
    try {
      return failure.getCause();
    } catch (Throwable broken) { // thrown by a user's override
      return null;
    }
  }

  /**
   * Cancels {@code stage}, because {@code cancelled} ends a wait for it. Does nothing if the stage
   * cannot be cancelled. Adds any other exception of the stage to {@code cancelled} as suppressed.
   */
  public static void cancel(CompletionStage<?> stage, CancellationException cancelled) {
    try {
      if (StageWatch.isPlain(stage)) {
        ((CompletableFuture<?>) stage).completeExceptionally(new WaiterCancelled());
      } else if (stage instanceof Future<?> future) {
        future.cancel(true);
      } else {
        stage.toCompletableFuture().cancel(true);
      }
    } catch (UnsupportedOperationException e) {
      // it cannot be cancelled
    } catch (Throwable t) {
      cancelled.addSuppressed(t);
    }
  }

  /**
   * Cancels {@code future}, because {@code cancelled} ends a wait for it. Does nothing if the
   * future cannot be cancelled. Adds any other exception of the future to {@code cancelled} as
   * suppressed.
   */
  public static void cancel(Future<?> future, CancellationException cancelled) {
    try {
      future.cancel(true);
    } catch (UnsupportedOperationException e) {
      // it cannot be cancelled
    } catch (Throwable t) {
      cancelled.addSuppressed(t);
    }
  }

  /**
   * Returns a future with the result of {@code stage} if that is known to have ended, else null.
   */
  static @Nullable CompletableFuture<?> ended(CompletionStage<?> stage) {
    if (!(stage instanceof CompletableFuture<?> future)) {
      return null;
    }
    try {
      return future.isDone() ? future : null;
    } catch (
        UnsupportedOperationException
            e) { // a minimal stage of the JDK, such as minimalCompletionStage()
      return endedCopy(future);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static @Nullable CompletableFuture<?> endedCopy(CompletableFuture<?> stage) {
    try {
      CompletableFuture<?> copy = stage.toCompletableFuture();
      return copy.isDone() ? copy : null;
    } catch (RuntimeException e) {
      return null;
    }
  }

  /**
   * The exception that a future is cancelled with. {@link CompletableFuture#cancel} would use one
   * with a stack trace, which is ten times as large as a future and stays in memory as long as it
   * does.
   */
  private static final class WaiterCancelled extends CancellationException {
    private static final long serialVersionUID = 1L;

    WaiterCancelled() {
      super("the code that awaited this future was cancelled");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
