package org.coroutines4j.internal.channels;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.runtime.coroutine.SuspendCall;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.jspecify.annotations.Nullable;

/** The future of a send or receive that no thread waits for. */
public final class ChannelFuture<T extends @Nullable Object> extends CompletableFuture<T>
    implements Continuation<Object> {
  /*
   * kotlinx alone decides, on its waiter, whether the element is transferred. It resumes the waiter once: with the
   * result, or with the cancellation of the Job. So code that completes the future from outside
   *
   * 1. cancels the Job with WITHDRAWN, before whose return kotlinx resumes a waiter that still waits;
   * 2. completes the future if the waiter was resumed with WITHDRAWN;
   * 3. otherwise leaves the future to the element, which is on its way.
   *
   * The continuation is not dispatched, since a dispatch would decide a second time.
   */
  private final CompletableJob job = JobKt.Job(null);
  private final CoroutineContext context = ScopeDispatcher.virtual().plus(job);
  private final Supplier<@Nullable Closed> closed;
  private final Function<Object, T> value;
  private volatile boolean withdrawn;

  /**
   * Compared by identity, to tell a withdrawal from a channel that is cancelled at the same time.
   */
  @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace, and no caller sees it
  private static final CancellationException WITHDRAWN = new Withdrawn();

  private static final class Withdrawn extends CancellationException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private ChannelFuture(Supplier<@Nullable Closed> closed, Function<Object, T> value) {
    this.closed = closed;
    this.value = value;
  }

  /**
   * Starts {@code call} and returns its future.
   *
   * @param closed returns how the channel was closed, or null; called when the call has failed
   * @param value converts the result of the call to the value of the future
   */
  @SuppressWarnings("NullAway") // sees the annotations of SuspendCall on JDK 25, but not on 17
  public static <T extends @Nullable Object> CompletableFuture<T> start(
      SuspendCall call, Supplier<@Nullable Closed> closed, Function<Object, T> value) {
    ChannelFuture<T> future = new ChannelFuture<>(closed, value);
    try {
      Object result = call.invoke(future);
      if (result != null && result != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
        future.resumeWith(result);
      }
    } catch (Throwable t) {
      future.failed(t);
    }
    return future;
  }

  @Override
  public CoroutineContext getContext() {
    return context;
  }

  @Override
  public void resumeWith(Object result) {
    try {
      ResultKt.throwOnFailure(result);
    } catch (Throwable t) {
      failed(t);
      return;
    }
    super.complete(value.apply(result));
    job.complete();
  }

  private void failed(Throwable thrown) {
    if (thrown == WITHDRAWN) {
      withdrawn = true;
      return;
    }
    Closed closedBy = closed.get();
    super.completeExceptionally(
        closedBy == null ? thrown : CloseCauses.exceptionOf(closedBy.getCause()));
    job.complete();
  }

  private boolean withdraw() {
    job.cancel(WITHDRAWN);
    return withdrawn;
  }

  /** Overridden because the JDK completes the future without calling {@link #complete}. */
  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    Objects.requireNonNull(supplier, "supplier");
    executor.execute(
        () -> {
          try {
            complete(supplier.get());
          } catch (Throwable t) {
            completeExceptionally(t);
          }
        });
    return this;
  }

  @Override
  public boolean complete(T result) {
    return withdraw() && super.complete(result);
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return withdraw() && super.completeExceptionally(failure);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return (withdraw() && super.cancel(mayInterruptIfRunning)) || isCancelled();
  }
}
