package org.coroutines4j.runtime.coroutine;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What can be done with stages and futures, of whatever class: their methods may throw. */
public final class Stages {
  private Stages() {}

  /** What really failed: stages and futures wrap it on the way, once or more often. */
  public static Throwable causeOf(Throwable failure) {
    Throwable cause = failure;
    Throwable half = failure; // half as far in the chain: it is met again in a ring
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
    } catch (Throwable broken) { // in a class of the user's
      return null;
    }
  }

  /** Cancels {@code stage}, if it lets itself be, because {@code cancelled} ends a wait for it. */
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

  /** Cancels {@code future} because {@code cancelled} ends a wait for it. */
  public static void cancel(Future<?> future, CancellationException cancelled) {
    try {
      future.cancel(true);
    } catch (UnsupportedOperationException e) {
      // it cannot be cancelled
    } catch (Throwable t) {
      cancelled.addSuppressed(t);
    }
  }

  /** A future with the result of {@code stage}, if that is known to have ended. */
  static @Nullable CompletableFuture<?> ended(CompletionStage<?> stage) {
    if (!(stage instanceof CompletableFuture<?> future)) {
      return null;
    }
    try {
      return future.isDone() ? future : null;
    } catch (UnsupportedOperationException e) { // of the JDK's stages that are no futures
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
   * What a future is cancelled with: as its own {@code cancel} does it, but without a stack trace,
   * which is ten times as large as a future and is kept with it.
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
