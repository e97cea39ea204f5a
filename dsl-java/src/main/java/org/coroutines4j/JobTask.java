package org.coroutines4j;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.bridge.Suspensions;
import org.coroutines4j.runtime.task.Bodies;
import org.coroutines4j.runtime.task.Body;
import org.coroutines4j.runtime.task.Selectable;
import org.jspecify.annotations.Nullable;

/**
 * A Job that no scope of ours has started, seen as a task without a value: the block of a thread
 * outside any task, or a Kotlin coroutine.
 */
final class JobTask implements Task<@Nullable Object>, Selectable {
  private final Job job;
  private final String name;

  JobTask(Job job, String name) {
    this.job = job;
    this.name = name;
  }

  @Override
  public @Nullable Object await() {
    return outcome().getOrThrow();
  }

  @Override
  public void join() {
    Bodies.run(this::waitIn);
  }

  private void waitIn(Body body) {
    beginWait(body);
    body.await(job::join);
  }

  @Override
  public Job job() {
    return job;
  }

  @Override
  public void beginWait(Body body) {
    if (body.isRunBy(job)) {
      throw new IllegalStateException("task '" + name + "' waits for itself");
    }
  }

  @Override
  public void endWait() {}

  @Override
  public @Nullable Object take() {
    return outcomeNow().getOrThrow();
  }

  @Override
  public boolean start() {
    return job.start();
  }

  @Override
  public void cancel() {
    cancel("task '" + name + "' was cancelled");
  }

  @Override
  public void cancel(String reason) {
    job.cancel(new CancellationException(Objects.requireNonNull(reason, "reason")));
  }

  @Override
  public boolean isActive() {
    return job.isActive();
  }

  @Override
  public boolean isDone() {
    return job.isCompleted();
  }

  @Override
  public boolean isCancelled() {
    return job.isCompleted() && outcomeNow() instanceof Outcome.Cancelled;
  }

  @Override
  public Outcome<@Nullable Object> outcome() {
    if (!job.isCompleted()) {
      join();
    }
    return outcomeNow();
  }

  private Outcome<@Nullable Object> outcomeNow() {
    if (!job.isCancelled()) {
      return new Outcome.Success<@Nullable Object>(null);
    }
    CancellationException cancellation = Suspensions.cancellationOf(job);
    Throwable cause = cancellation.getCause();
    return cause == null || cause instanceof CancellationException
        ? new Outcome.Cancelled<>(new TaskCancelledException(name, cancellation))
        : new Outcome.Failure<>(cause);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void onCompletion(Consumer<? super Outcome<@Nullable Object>> handler) {
    Objects.requireNonNull(handler, "handler");
    job.invokeOnCompletion(
        cause -> {
          try {
            handler.accept(outcomeNow());
          } catch (Throwable t) {
            Reporter.log("a completion handler of task '" + name + "' failed: " + Texts.of(t));
          }
          return Unit.INSTANCE;
        });
  }

  @Override
  public CompletableFuture<@Nullable Object> toCompletableFuture() {
    CompletableFuture<@Nullable Object> future =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) { // and not completed before, by whomever
              JobTask.this.cancel();
            }
            return cancelled;
          }
        };
    onCompletion(
        outcome -> {
          try {
            future.complete(outcome.getOrThrow());
          } catch (Throwable t) {
            future.completeExceptionally(t);
          }
        });
    return future;
  }

  @Override
  public String toString() {
    return "Task '" + name + "'";
  }
}
