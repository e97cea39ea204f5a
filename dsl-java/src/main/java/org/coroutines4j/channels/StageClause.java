package org.coroutines4j.channels;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.function.ThrowingFunction;
import org.jspecify.annotations.Nullable;

/** Waits for a stage. */
final class StageClause extends JobClause {
  private final CompletionStage<?> stage;
  private Watch watch = new Watch();
  private @Nullable Link link;

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

  /** A stage does not tell whether it has ended, so it is watched from here on. */
  @Override
  boolean tryNow() {
    watch = new Watch();
    link = new Link(watch);
    stage.whenComplete(link);
    return watch.over.isCompleted();
  }

  @Override
  void end(@Nullable Clause chosen) {
    if (link != null) {
      link.set(null);
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

  /** What has become of the stage. */
  private static final class Watch {
    final CompletableJob over = JobKt.Job(null);
    @Nullable Object value;
    @Nullable Throwable failure;
  }

  /** What the stage keeps for ever if it never ends: it lets go of the rest. */
  private static final class Link extends AtomicReference<@Nullable Watch>
      implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private static final long serialVersionUID = 1L;

    Link(Watch watch) {
      super(watch);
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
      Watch watch = getAndSet(null);
      if (watch != null) {
        watch.value = value;
        watch.failure = failure;
        watch.over.complete();
      }
    }
  }
}
