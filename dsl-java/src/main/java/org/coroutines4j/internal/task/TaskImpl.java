package org.coroutines4j.internal.task;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.Outcome;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.internal.context.MicrometerSnapshots;
import org.coroutines4j.internal.failure.AwaitedHere;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.internal.failure.FailureReporter;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.internal.failure.TrackedTask;
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
import org.coroutines4j.runtime.debug.Escapes;
import org.coroutines4j.runtime.debug.WaitEdge;
import org.jspecify.annotations.Nullable;

/** A task as its users see it, and the record of who has taken its failure. */
public final class TaskImpl<T extends @Nullable Object>
    implements InternalTask<T>, TrackedTask, TaskListener {
  private static final AtomicLong IDS = new AtomicLong();

  @SuppressWarnings("rawtypes")
  private static final AtomicIntegerFieldUpdater<TaskImpl> WAITERS =
      AtomicIntegerFieldUpdater.newUpdater(TaskImpl.class, "waiters");

  @SuppressWarnings("rawtypes")
  private static final AtomicIntegerFieldUpdater<TaskImpl> HANDLED =
      AtomicIntegerFieldUpdater.newUpdater(TaskImpl.class, "taken");

  @SuppressWarnings("rawtypes")
  private static final AtomicIntegerFieldUpdater<TaskImpl> REPORTED =
      AtomicIntegerFieldUpdater.newUpdater(TaskImpl.class, "reported");

  private final long id = IDS.incrementAndGet();
  private final FailurePolicy policy;
  private final @Nullable String givenName;
  private final boolean launched;
  private final TaskCoroutine coroutine;

  /** How many wait who will take a failure. */
  private volatile int waiters;

  /** What was handed out last, which waits too while it is not complete; null before that. */
  private volatile @Nullable TaskFuture<T> future;

  /** Guarded by this. */
  private @Nullable EndListeners endListeners;

  private volatile boolean expected;
  private volatile boolean inBackground;
  private boolean onlyCounted; // guarded by the policy
  private volatile int taken;

  @SuppressWarnings("UnusedVariable") // only its updater reads it
  private volatile int reported;

  private volatile @Nullable Throwable wrapper;

  /** In debug mode, where it was made. */
  private final @Nullable StackTraceElement site = Debug.isOn() ? CallSites.caller() : null;

  /** A task that will be a child of {@code parent}, which may be a Job of Kotlin. */
  public TaskImpl(
      FailurePolicy policy,
      Job parent,
      TaskOptions options,
      Callable<? extends @Nullable Object> work,
      boolean launched) {
    this.policy = policy;
    this.givenName = options.name();
    this.launched = launched;
    boolean named = givenName != null || options.dispatcher().threads().wantsNames();
    this.coroutine =
        TaskCoroutine.of(
            options.dispatcher(),
            MicrometerSnapshots.addTo(options.elements()),
            parent,
            work,
            this,
            named ? Escapes.inLine(name()) : null,
            options.lazy());
  }

  /** The task whose Job {@code job} is; null if it is somebody else's. */
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

  // What users see.

  @Override
  public T await() {
    waitToTake();
    return take();
  }

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
  public Outcome<T> outcome() {
    if (!coroutine.isCompleted()) {
      waitToTake();
    }
    markHandled();
    return outcomeNow();
  }

  @Override
  public boolean start() {
    return coroutine.start();
  }

  @Override
  public void cancel() {
    cancel("task " + Escapes.quoted(name()) + " was cancelled");
  }

  @Override
  public void cancel(String reason) {
    Objects.requireNonNull(reason, "reason");
    if (!coroutine.isCompleted()) {
      coroutine.cancel(new CancellationException(reason));
    }
  }

  @Override
  public boolean isActive() {
    return coroutine.isActive();
  }

  @Override
  public boolean isDone() {
    return coroutine.isCompleted();
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
  public void onCompletion(Consumer<? super Outcome<T>> handler) {
    Objects.requireNonNull(handler, "handler");
    markHandled();
    whenOver(() -> callHandler(handler));
  }

  private void callHandler(Consumer<? super Outcome<T>> handler) {
    try {
      FailureReporter.inHandlerOf(coroutine, () -> handler.accept(outcomeNow()));
    } catch (Throwable t) {
      FailureReporter.log(
          "a completion handler of task "
              + Escapes.quoted(name())
              + " failed: "
              + SafeMessages.of(t));
    }
  }

  @Override
  public CompletableFuture<T> toCompletableFuture() {
    TaskFuture<T> known;
    TaskFuture<T> current;
    synchronized (this) {
      known = future;
      current = known == null || known.isDone() ? new TaskFuture<>(this) : known;
      future = current;
    }
    if (known == null) {
      DisposableHandle unused = whenOver(this::settleFuture);
    } else if (coroutine.isCompleted()) {
      settleFuture(); // the task may have ended with the one before
    }
    return current;
  }

  /**
   * Completes the future of a task that has ended, in case that is still under way. One that was
   * cancelled or completed by somebody else does not take the failure.
   */
  @Override
  public void settleFuture() {
    TaskFuture<T> current = future;
    if (current != null) {
      FailureReporter.inHandlerOf(
          coroutine,
          () -> { // which calls what depends on the future
            if (current.completeWith(outcomeNow())) {
              markHandled();
            }
          });
      reportIfAbandoned();
    }
  }

  @Override
  public String toString() {
    String state =
        !isDone()
            ? isActive() ? "active" : isNew() ? "not started" : "cancelling"
            : isCancelled() ? "cancelled" : coroutine.failure() != null ? "failed" : "done";
    return "Task " + Escapes.quoted(name()) + " (" + state + ")";
  }

  // Waiting.

  private void waitToTake() {
    addWaiter();
    try {
      join();
      if (coroutine.failure() != null) {
        markHandled();
      }
    } finally {
      removeWaiter();
    }
  }

  @Override
  public void addWaiter() {
    WAITERS.incrementAndGet(this);
  }

  /*
   * The failure is stored before the policy is told of it, and the policy then looks for waiters: so either it
   * sees none any more, or the last one to leave sees the failure.
   */
  @Override
  public void removeWaiter() {
    if (WAITERS.decrementAndGet(this) == 0) {
      reportIfAbandoned();
    }
  }

  private void reportIfAbandoned() {
    Throwable failure = failureOrNull();
    if (failure != null && !isHandled()) {
      policy.abandoned(this, failure);
    }
  }

  private void waitIn(CoroutineThread body) {
    refuseToWaitIn(body);
    if (coroutine.isCompleted() || (coroutine.isStarted() && body.yieldFor(coroutine))) {
      body.checkpoint();
    } else if (Debug.isOn()) {
      DeadlockDetector.enter(body, new WaitEdge(this::coroutine, true));
      try {
        body.await(coroutine::join);
      } finally {
        body.awaits(null);
      }
    } else {
      body.await(coroutine::join);
    }
  }

  /** Whether its failure is one of a number only, in its scope; for the policy of the scope. */
  @Override
  public boolean isOnlyCounted() {
    return onlyCounted;
  }

  @Override
  public void setOnlyCounted(boolean isOnlyCounted) {
    onlyCounted = isOnlyCounted;
  }

  public void makeDaemon() {
    inBackground = true;
  }

  /** Whether it is cancelled when all others of its scope have ended. */
  @Override
  public boolean isDaemon() {
    return inBackground;
  }

  /** In debug mode, where it was made. */
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

  /** Refuses a wait of this task for itself. */
  @Override
  public void refuseToWaitIn(CoroutineThread body) {
    if (body.isRunBy(coroutine)) {
      throw new IllegalStateException("task " + Escapes.quoted(name()) + " waits for itself");
    }
  }

  // Of a task that has ended.

  @Override
  public T take() {
    Throwable failure = coroutine.failure();
    if (failure == null) {
      return value();
    }
    markHandled();
    if (failure instanceof CancellationException cancellation) {
      throw new TaskCancelledException(name(), cancellation);
    }
    throw Failures.raise(AwaitedHere.addTo(thrownFor(failure)));
  }

  private Throwable thrownFor(Throwable failure) {
    Throwable known = wrapper;
    if (known == null) {
      synchronized (this) {
        known = wrapper;
        if (known == null) {
          Throwable ofScope = policy.wrapperOf(failure);
          known = ofScope != null ? ofScope : Failures.wrap(failure);
          wrapper = known;
        }
      }
    }
    return known;
  }

  public Outcome<T> outcomeNow() {
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

  /** The failure of a task that has failed. */
  @Override
  public Throwable failure() {
    Throwable failure = coroutine.failure();
    if (failure == null) {
      throw new IllegalStateException(this + " has not failed");
    }
    return failure;
  }

  @Override
  public void whenOverWeakly(Runnable listener) {
    if (!endListeners().add(listener)) {
      listener.run();
    }
  }

  private EndListeners endListeners() {
    EndListeners made;
    synchronized (this) {
      if (endListeners != null) {
        return endListeners;
      }
      made = new EndListeners();
      endListeners = made;
    }
    DisposableHandle unused = whenOver(made::tellAll);
    return made;
  }

  @Override
  public DisposableHandle whenOver(Runnable action) {
    return coroutine.invokeOnCompletion(
        cause -> {
          action.run();
          return Unit.INSTANCE;
        });
  }

  @Override
  public boolean hasFailed() {
    return coroutine.isCompleted() && failureOrNull() != null;
  }

  /** The failure, if the task has failed; known a moment before it is complete. */
  private @Nullable Throwable failureOrNull() {
    Throwable failure = coroutine.failure();
    return failure instanceof CancellationException ? null : failure;
  }

  @Override
  public boolean isUnsuccessful() {
    return coroutine.failure() != null;
  }

  public boolean isNew() {
    return !coroutine.isActive() && !coroutine.isCompleted() && !coroutine.isCancelled();
  }

  /** Cancels it, if nobody starts it in this very moment. */
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

  // Who has taken the failure.

  /** Somebody will ask for it later, so that a block need not tell of a failure before its end. */
  @Override
  public void expect() {
    expected = true;
  }

  @Override
  public boolean isExpected() {
    return expected;
  }

  @Override
  public boolean hasWaiters() {
    TaskFuture<T> current = future;
    return waiters > 0 || (current != null && !current.isDone());
  }

  @Override
  public boolean isHandled() {
    return taken != 0;
  }

  @Override
  public void markHandled() {
    if (taken == 0 && HANDLED.compareAndSet(this, 0, 1)) {
      policy.taken(this);
    }
  }

  /** True for the one who is to report the failure. */
  @Override
  public boolean markReported() {
    return REPORTED.compareAndSet(this, 0, 1);
  }

  // Told by the coroutine.

  @Override
  public Throwable failureOf(CancellationException foreign) {
    return new TaskFailedException(
        "task "
            + Escapes.quoted(name())
            + " ended with a cancellation that is not its own: "
            + Escapes.inLine(SafeMessages.of(foreign)),
        foreign);
  }

  /** As a coroutine of Kotlin that sends to a channel whose receivers want no more. */
  @Override
  public @Nullable CancellationException cancellationBy(Throwable thrown) {
    if (!launched || !(thrown instanceof ChannelClosedException closed) || !closed.isCancelled()) {
      return null;
    }
    CancellationException cancellation =
        new CancellationException("a channel that it uses was cancelled");
    cancellation.initCause(closed);
    return cancellation;
  }

  @Override
  public boolean keepsFailure() {
    return policy.leavesTasksAlone();
  }

  @Override
  public void failed(Throwable failure) {
    policy.taskFailed(this, failure);
  }

  @Override
  public void cancelled(CancellationException cancellation) {
    if (!inBackground
        && isStarted()
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
