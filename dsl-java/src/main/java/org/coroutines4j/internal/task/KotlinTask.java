package org.coroutines4j.internal.task;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.Outcome;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.internal.failure.FailureObserver;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.BlockCoroutine;
import org.coroutines4j.runtime.coroutine.CoroutineContexts;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.jspecify.annotations.Nullable;

/**
 * A task view of a Job that no scope of this library has started: a Kotlin coroutine, or the block
 * of a thread outside any task. Its value is that of the Deferred, and null for other Jobs.
 */
public final class KotlinTask<T extends @Nullable Object> extends AbstractTask<T> {
  /**
   * The listeners of each Job that a {@link CompletionIterator} waits for, as long as the Job is
   * referenced.
   */
  private static final Map<Job, WeakCompletionListeners> END_LISTENERS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Job job;
  private final String name;

  /** The future that was returned last; guarded by this. */
  private @Nullable TaskFuture<T> future;

  public KotlinTask(Job job, String name) {
    this.job = job;
    this.name = name;
  }

  /** Returns the task of {@code job}: the one that this library started, or a view of another. */
  public static InternalTask<?> of(Job job) {
    TaskImpl<?> own = TaskImpl.of(job);
    return own != null ? own : new KotlinTask<>(job, nameOf(job));
  }

  /** Returns the name that Kotlin code has given to a coroutine. */
  public static String nameOf(Job job) {
    String name = CoroutineContexts.nameOf(job);
    return name != null ? name : "coroutine";
  }

  @Override
  public T await() {
    join();
    return take();
  }

  @Override
  public void join() {
    CoroutineThreads.run(this::waitIn);
  }

  private void waitIn(CoroutineThread body) {
    refuseToWaitIn(body);
    CoroutineThreads.requireOtherThread(job);
    body.join(job);
  }

  @Override
  public Job job() {
    return job;
  }

  @Override
  public void beginWait(CoroutineThread body) {
    refuseToWaitIn(body);
    boolean unused = start();
  }

  @Override
  public void endWait() {}

  @Override
  public void expect() {}

  @Override
  public void addWaiter() {}

  @Override
  public void removeWaiter() {}

  @Override
  public void markHandled() {
    Throwable failure = endedBy();
    if (failure != null) {
      FailureObserver.received(job, failure);
    }
  }

  @Override
  public T take() {
    markHandled();
    return endedOutcome().getOrThrow();
  }

  @Override
  public boolean isUnsuccessful() {
    return job.isCancelled();
  }

  @Override
  public boolean hasFailed() {
    return endedOutcome() instanceof Outcome.Failure;
  }

  @Override
  public T value() {
    boolean hasValue = job instanceof Deferred<?> && !(job instanceof BlockCoroutine);
    return UncheckedCasts.value(hasValue ? ((Deferred<?>) job).getCompleted() : null);
  }

  @Override
  public void cancel(String reason) {
    job.cancel(new CancellationException(Objects.requireNonNull(reason, "reason")));
  }

  @Override
  public boolean isCancelled() {
    return job.isCompleted() && endedOutcome() instanceof Outcome.Cancelled;
  }

  @Override
  public void awaitEnd() {
    join();
  }

  @Override
  public Outcome<T> endedOutcome() {
    Throwable cause = endedBy();
    if (cause == null) {
      return new Outcome.Success<>(value());
    }
    return cause instanceof CancellationException cancellation
        ? new Outcome.Cancelled<>(new TaskCancelledException(name, cancellation))
        : new Outcome.Failure<>(cause);
  }

  /**
   * Returns the failure or cancellation that the complete Job passes to a completion handler, which
   * it calls immediately; null if there is none. The cause of the Job's cancellation is something
   * else: a coroutine that is cancelled because of the failure of another one has not failed.
   */
  private @Nullable Throwable endedBy() {
    AtomicReference<@Nullable Throwable> told = new AtomicReference<>();
    DisposableHandle unused =
        job.invokeOnCompletion(
            cause -> {
              told.set(cause);
              return Unit.INSTANCE;
            });
    return told.get();
  }

  @Override
  public String name() {
    return name;
  }

  /** Registers one handler with the Job, however many views of it there are. */
  @Override
  WeakCompletionListeners endListeners() {
    WeakCompletionListeners known = END_LISTENERS.get(job);
    if (known != null) {
      return known;
    }
    WeakCompletionListeners made = new WeakCompletionListeners();
    DisposableHandle registered =
        onEnd(made::tellAll); // first, so that all in the map are registered
    WeakCompletionListeners faster = END_LISTENERS.putIfAbsent(job, made);
    if (faster == null) {
      return made;
    }
    registered.dispose();
    return faster;
  }

  @Override
  public void onCompletion(Consumer<? super Outcome<T>> handler) {
    callAtEnd(Objects.requireNonNull(handler, "handler"));
  }

  @Override
  Outcome<T> outcomeToHandle() {
    markHandled();
    return endedOutcome();
  }

  @Override
  public synchronized CompletableFuture<T> toCompletableFuture() {
    TaskFuture<T> known = future;
    if (known != null && !known.isDone()) {
      return known;
    }
    TaskFuture<T> made = new TaskFuture<>(this);
    future = made;
    DisposableHandle completing = onEnd(() -> complete(made));
    CompletableFuture<T> unused = made.whenComplete((value, failure) -> completing.dispose());
    return made;
  }

  private void complete(TaskFuture<T> handedOut) {
    if (!handedOut.isDone()) {
      markHandled(); // before the scope can end, which reports failures that no caller has received
      boolean unused = handedOut.completeWith(endedOutcome());
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KotlinTask<?> task && task.job == job;
  }

  @Override
  public int hashCode() {
    return job.hashCode();
  }

  @Override
  public String toString() {
    return "Task " + TextEscapes.quoted(name);
  }
}
