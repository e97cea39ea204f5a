package org.coroutines4j.internal.task;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.Outcome;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.TaskInfo;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.internal.context.MicrometerSnapshots;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;
import org.coroutines4j.runtime.coroutine.TaskCoroutine;
import org.coroutines4j.runtime.coroutine.TaskListener;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.debug.DeadlockDetector;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.NodeIds;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.WaitEdge;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/** The task of a scope: the API of its coroutine, and the listener that the coroutine notifies. */
public class TaskImpl<T extends @Nullable Object> extends FailureDelivery<T>
    implements TaskListener {
  private final long id = NodeIds.next();
  private final @Nullable String givenName;
  private final boolean launched;
  private final TaskCoroutine coroutine;

  /** Guarded by this. */
  private @Nullable WeakCompletionListeners endListeners;

  private volatile boolean daemon;

  /** Where the task was created, in debug mode; else null. */
  private final @Nullable StackTraceElement site;

  /** Creates a task that becomes a child of {@code parent}, which may be a Job of Kotlin code. */
  public TaskImpl(
      FailurePolicy policy,
      Job parent,
      TaskOptions options,
      Callable<? extends @Nullable Object> work,
      boolean launched) {
    this(policy, parent, options.fromThisThread(), currentSite(), work, launched);
  }

  /**
   * Creates a task without a name, which is not lazy. It becomes a child of {@code parent}, and
   * takes the thread-locals to propagate from the current thread.
   */
  public TaskImpl(
      FailurePolicy policy,
      Job parent,
      ScopeDispatcher dispatcher,
      CoroutineContext elements,
      Callable<? extends @Nullable Object> work,
      boolean launched) {
    this(
        policy,
        parent,
        null,
        dispatcher,
        MicrometerSnapshots.addTo(elements),
        false,
        currentSite(),
        work,
        launched);
  }

  /**
   * Creates a task as the other constructor does, but takes nothing from the current thread: {@code
   * options} contains the thread-locals to propagate, and {@code site} is the result of {@link
   * #currentSite} where the task seems to be created.
   */
  protected TaskImpl(
      FailurePolicy policy,
      Job parent,
      TaskOptions options,
      @Nullable StackTraceElement site,
      Callable<? extends @Nullable Object> work,
      boolean launched) {
    this(
        policy,
        parent,
        options.name(),
        options.dispatcher(),
        options.elements(),
        options.lazy(),
        site,
        work,
        launched);
  }

  @SuppressWarnings("this-escape") // the coroutine calls its listener only after it has begun
  private TaskImpl(
      FailurePolicy policy,
      Job parent,
      @Nullable String givenName,
      ScopeDispatcher dispatcher,
      CoroutineContext elements,
      boolean lazy,
      @Nullable StackTraceElement site,
      Callable<? extends @Nullable Object> work,
      boolean launched) {
    super(policy);
    this.site = site;
    this.givenName = givenName;
    this.launched = launched;
    boolean named = givenName != null || dispatcher.threads().wantsNames();
    String threadName = named ? TextEscapes.inLine(name()) : null;
    this.coroutine = TaskCoroutine.of(dispatcher, elements, parent, work, this, threadName, lazy);
  }

  /** Returns the user's code that the current thread runs, in debug mode; else null. */
  public static @Nullable StackTraceElement currentSite() {
    return Debug.isOn() ? CallSites.caller() : null;
  }

  /** Returns the task whose Job {@code job} is; null if it is another Job. */
  public static @Nullable TaskImpl<?> of(@Nullable Job job) {
    return job instanceof TaskCoroutine coroutine
            && coroutine.listener() instanceof TaskImpl<?> task
        ? task
        : null;
  }

  public TaskCoroutine coroutine() {
    return coroutine;
  }

  @Override
  public boolean isTask() {
    return true;
  }

  @Override
  public String label() {
    return "task '" + name() + "'";
  }

  // The API.

  @Override
  public void join() {
    CoroutineThread body = CoroutineThreads.direct();
    if (body != null) {
      waitIn(body);
    } else {
      CoroutineThreads.run(this::waitIn);
    }
  }

  @Override
  public void cancel(String reason) {
    Objects.requireNonNull(reason, "reason");
    if (!coroutine.isCompleted()) {
      coroutine.cancel(new CancellationException(reason));
    }
  }

  @Override
  public boolean isCancelled() {
    return coroutine.isCompleted() && coroutine.failure() instanceof CancellationException;
  }

  @Override
  public String name() {
    return givenName != null ? givenName : "task-" + id;
  }

  @Override
  public String toString() {
    String state =
        !isDone()
            ? isActive() ? "active" : isNew() ? "not started" : "cancelling"
            : isCancelled() ? "cancelled" : coroutine.failure() != null ? "failed" : "done";
    return "Task " + TextEscapes.quoted(name()) + " (" + state + ")";
  }

  // Waiting.

  private void waitIn(CoroutineThread body) {
    refuseToWaitIn(body);
    if (coroutine.isCompleted() || (coroutine.isStarted() && body.yieldFor(coroutine))) {
      body.checkpoint();
    } else if (Debug.isOn()) {
      DeadlockDetector.enter(body, new WaitEdge(this::coroutine, true));
      try {
        body.join(coroutine);
      } finally {
        body.awaits(null);
      }
    } else {
      body.join(coroutine);
    }
  }

  public void makeDaemon() {
    daemon = true;
  }

  /** Returns whether the task is cancelled when all ordinary tasks of its scope have ended. */
  @Override
  public boolean isDaemon() {
    return daemon;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String scopeName() {
    return policy.scopeName();
  }

  /** Returns the description of the task for observers. */
  TaskInfo info() {
    return new TaskInfo(id, name(), givenName != null, scopeName(), daemon);
  }

  /** Returns where the task was created, in debug mode; else null. */
  @Nullable StackTraceElement site() {
    return site;
  }

  @Override
  public Job job() {
    return coroutine;
  }

  @Override
  public void beginWait(CoroutineThread body) {
    refuseToWaitIn(body);
    addWaiter();
    start();
  }

  @Override
  public void endWait() {
    removeWaiter();
  }

  // Results of a task that has ended.

  @Override
  @Nullable Throwable thrown() {
    return coroutine.failure();
  }

  @Override
  public Outcome<T> endedOutcome() {
    Throwable failure = coroutine.failure();
    if (failure == null) {
      return new Outcome.Success<>(value());
    }
    return failure instanceof CancellationException cancellation
        ? new Outcome.Cancelled<>(new TaskCancelledException(name(), cancellation))
        : new Outcome.Failure<>(failure);
  }

  @Override
  public T value() {
    return UncheckedCasts.value(coroutine.value());
  }

  @Override
  WeakCompletionListeners endListeners() {
    WeakCompletionListeners made;
    synchronized (this) {
      if (endListeners != null) {
        return endListeners;
      }
      made = new WeakCompletionListeners();
      endListeners = made;
    }
    DisposableHandle unused = onEnd(made::tellAll);
    return made;
  }

  @Override
  public boolean hasFailed() {
    return coroutine.isCompleted() && failureOrNull() != null;
  }

  @Override
  public boolean isUnsuccessful() {
    return coroutine.failure() != null;
  }

  public boolean isNew() {
    return !coroutine.isActive() && !coroutine.isCompleted() && !coroutine.isCancelled();
  }

  /** Cancels the task unless it has started. Returns whether it has cancelled it. */
  public boolean cancelUnstarted(String reason) {
    return coroutine.cancelUnstarted(new CancellationException(reason));
  }

  public boolean isStarted() {
    return coroutine.isStarted();
  }

  @Override
  public boolean isLaunched() {
    return launched;
  }

  // Called by the coroutine.

  @Override
  public Throwable failureOf(CancellationException foreign) {
    return new TaskFailedException(
        "task "
            + TextEscapes.quoted(name())
            + " ended with a cancellation that is not its own: "
            + TextEscapes.inLine(SafeMessages.of(foreign)),
        foreign);
  }

  /**
   * Returns a cancellation if a launched task throws because a channel was cancelled. The task then
   * ends cancelled and has not failed, like a Kotlin coroutine that sends to a cancelled channel.
   */
  @Override
  public @Nullable CancellationException cancellationBy(Throwable thrown) {
    if (!launched || !(thrown instanceof ChannelClosedException closed) || !closed.isCancelled()) {
      return null;
    }
    CancellationException cancellation =
        new CancellationException("a channel that the task uses was cancelled");
    cancellation.initCause(closed);
    return cancellation;
  }

  @Override
  public boolean keepsFailure() {
    return policy.ignoresFailuresOfTasks();
  }

  @Override
  public void failed(Throwable failure) {
    policy.taskFailed(this, failure);
  }

  @Override
  public void cancelled(CancellationException cancellation) {
    if (!daemon
        && coroutine.wasToRun()
        && coroutine.getParent() instanceof StructuredCoroutine scope) {
      scope.childEndedBy(cancellation);
    }
  }

  @Override
  public boolean failedAlone(Throwable failure) {
    return policy.failedAlone(this, failure);
  }

  @Override
  public void failureSeen() {
    markHandled();
  }
}
