package org.coroutines4j.runtime.coroutine;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.debug.WaitEdge;
import org.coroutines4j.runtime.dispatch.ActiveThreads;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * A task: a Java body on a thread of its own as a child Job of a scope, complete when the body has
 * ended.
 */
public final class TaskCoroutine extends TaskStart implements ActiveThreads.Counted {
  private final CoroutineContext elements;

  /** Null when the task is over: who keeps it for its value must not keep what its body used. */
  private @Nullable Callable<? extends @Nullable Object> work;

  private final TaskListener listener;

  /** The body has returned its value without having seen a cancellation. */
  private boolean unaware;

  /** Told when the body has run. */
  private @Nullable ActiveThreads live;

  private @Nullable Object value;

  /** The body was cancelled before it threw. */
  private boolean threwLate;

  /** Known a moment before the task is complete, to those who look whether they must report it. */
  private volatile @Nullable Throwable failure;

  private TaskCoroutine(
      CoroutineThread body,
      CoroutineContext elements,
      Job parent,
      Callable<? extends @Nullable Object> work,
      TaskListener listener,
      @Nullable String threadName,
      boolean active) {
    super(body, elements, parent, threadName, active);
    this.work = work;
    this.listener = listener;
    this.elements = elements;
  }

  /**
   * A task that runs on {@code home} as a child of {@code parent}; nothing happens before it
   * begins.
   */
  public static TaskCoroutine of(
      ScopeDispatcher home,
      CoroutineContext elements,
      Job parent,
      Callable<? extends @Nullable Object> work,
      TaskListener listener,
      @Nullable String threadName,
      boolean lazy) {
    return new TaskCoroutine(
        new CoroutineThread(home), elements, parent, work, listener, threadName, !lazy);
  }

  /** A part of what {@code caller} does, on another dispatcher, while {@code caller} waits. */
  public static TaskCoroutine partOf(
      CoroutineThread caller,
      ScopeDispatcher home,
      CoroutineContext elements,
      Job parent,
      Callable<? extends @Nullable Object> work,
      TaskListener listener) {
    return new TaskCoroutine(
        new CoroutineThread(home, caller), elements, parent, work, listener, null, true);
  }

  @Override
  public void countedBy(ActiveThreads counter) {
    live = counter;
  }

  @Override
  public void refused() {
    Objects.requireNonNull(live).ended();
  }

  /** Runs the body on the current thread, which has a turn, unless the task is over already. */
  @Override
  public void run() {
    try {
      if (!beginRunning()) {
        body.releaseLastPermit();
        return;
      }
      CoroutineThread outerBody = CoroutineThreads.swap(body);
      JobFrame root = new JobFrame(body, null, this, getContext(), elements);
      runsIn(root);
      Object result = null;
      Throwable thrown = null;
      try {
        if (body.begin(root)) {
          Callable<? extends @Nullable Object> code = Objects.requireNonNull(work);
          result =
              elements instanceof ThreadStateFree
                  ? code.call() // no frame between that would be kept while the body waits
                  : ThreadContexts.call(elements, EmptyCoroutineContext.INSTANCE, code);
          root.returned();
          unaware = !root.sawCancellation();
        } else {
          thrown = cancellation();
        }
      } catch (Throwable t) {
        threwLate = !isActive();
        thrown = meaningOf(root, t);
      }
      body.end(root);
      runsIn(null);
      CoroutineThreads.swap(outerBody);
      if (body.dispatcher().isLeaf() && body.wasInterruptedFromOutside()) {
        Thread.currentThread().interrupt();
      }
      finish(result, thrown);
    } finally {
      if (live != null) { // else who has started this counts
        live.ended();
      }
    }
  }

  /** The body has ended; gives its turn back. */
  private void finish(@Nullable Object result, @Nullable Throwable thrown) {
    ConcurrencyLimiter limiter = body.dispatcher().limiter();
    boolean first = limiter != null && !limiter.coversCompletion() && !body.hasLoan();
    if (first) {
      body.releaseLastPermit();
    }
    try {
      end(result, thrown);
    } finally {
      if (!first) {
        body.releaseLastPermit(); // whoever waited for this is ready before anybody else runs
      }
    }
  }

  private void end(@Nullable Object result, @Nullable Throwable thrown) {
    if (thrown == null) {
      value = result; // before anybody can see that the task is complete
      complete(result);
    } else {
      completeExceptionally(
          thrown instanceof CancellationException c
              ? Shielded.ofCancellation(c)
              : Shielded.of(thrown));
    }
  }

  /**
   * As {@link #translateFailure}. If that fails, by code of a user in {@code thrown}, the task ends
   * yet.
   */
  private Throwable meaningOf(JobFrame root, Throwable thrown) {
    try {
      return translateFailure(root, thrown);
    } catch (Throwable broken) {
      return thrown;
    }
  }

  private Throwable translateFailure(JobFrame root, Throwable thrown) {
    if (thrown instanceof CancellationException foreign && isActive() && !isAboutToBeCancelled()) {
      return listener.failureOf(foreign);
    }
    CancellationException cancellation = listener.cancellationBy(thrown);
    return cancellation != null ? cancellation : root.translateFailure(thrown);
  }

  /**
   * Whether a Job above is cancelled, and this one will be in a moment: a scope tells its tasks one
   * after the other, and refuses from the start what they ask of it.
   */
  private boolean isAboutToBeCancelled() {
    for (Job above = getParent(); above != null; above = above.getParent()) {
      if (!above.isActive()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the body has returned its value without having seen that it is cancelled: then {@link
   * #value} is that, though the task has ended cancelled.
   */
  public boolean returnedUnaware() {
    return unaware;
  }

  @Override
  public String label() {
    return listener.label();
  }

  @Override
  public @Nullable WaitEdge awaited() {
    return body.awaited();
  }

  @Override
  public boolean isTask() {
    return listener.isTask();
  }

  @Override
  public boolean isDaemon() {
    return listener.isDaemon();
  }

  /** What the API knows it by. */
  public TaskListener listener() {
    return listener;
  }

  @Override
  protected void endedExceptionally(Throwable told) {
    Throwable cause = Shielded.failureOf(told);
    failure = cause;
    if (cause instanceof CancellationException cancellation) {
      listener.cancelled(cancellation);
    } else {
      listener.failed(cause);
    }
  }

  @Override
  protected boolean failedAlone(Throwable cause) {
    return listener.failedAlone(Shielded.failureOf(cause));
  }

  @Override
  protected void terminated() {
    work = null;
    super.terminated();
  }

  @Override
  protected void addWaiter() {
    listener.addWaiter();
  }

  @Override
  protected void removeWaiter() {
    listener.removeWaiter();
  }

  @Override
  protected void failureSeen() {
    listener.failureSeen();
  }

  @Override
  protected boolean getScoped() {
    return listener.keepsFailure();
  }

  /** The value, once the task is complete and has not failed. */
  public @Nullable Object value() {
    return value;
  }

  /**
   * The failure or cancellation, once the task is complete or about to be; null if it ended with a
   * value.
   */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** Whether the failure of a task that has ended is that of what it did after it was cancelled. */
  public boolean failedInCleanup() {
    Throwable thrown = failure;
    return threwLate && thrown != null && !(thrown instanceof CancellationException);
  }

  @Override
  public @Nullable Object getCompleted() {
    Throwable thrown = getCompletionExceptionOrNull();
    if (thrown != null) {
      throw SneakyThrow.sneak(thrown);
    }
    return value;
  }
}
