package org.coroutines4j.channels;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.task.Body;
import org.jspecify.annotations.Nullable;

/** Waits for a stage. */
final class StageClause extends JobClause {
  private final CompletionStage<?> stage;

  /** Given to the stage once, and used again if the select is awaited again. */
  private final Watch watch = new Watch();

  private boolean watching;

  StageClause(CompletionStage<?> stage, ThrowingFunction<?, ?> handler) {
    super(handler);
    this.stage = Objects.requireNonNull(stage, "stage");
  }

  @Override
  Object source() {
    return stage;
  }

  @Override
  Job job() {
    return watch.over;
  }

  /** Only a CompletableFuture tells whether it has ended; another stage must be watched. */
  @Override
  boolean tryNow() {
    if (watching || !(stage instanceof CompletableFuture<?> future) || future.isDone()) {
      watch();
    }
    return watch.over.isCompleted();
  }

  @Override
  void begin(Body body) {
    watch();
  }

  private void watch() {
    if (!watching) {
      stage.whenComplete(watch);
      watching = true;
    }
  }

  @Override
  @Nullable Object result() {
    Throwable failure = watch.failure;
    if (failure == null) {
      return watch.value;
    }
    Throwable cause = failure.getCause();
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    throw TaskFailedException.unchecked(wrapper && cause != null ? cause : failure);
  }

  /** What has become of the stage, which keeps this for ever if it never ends. */
  private static final class Watch implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    final CompletableJob over = JobKt.Job(null);
    @Nullable Object value;
    @Nullable Throwable failure;

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
      value = result;
      failure = thrown;
      over.complete();
    }
  }
}
