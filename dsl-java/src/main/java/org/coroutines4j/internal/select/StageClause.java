package org.coroutines4j.internal.select;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.StageWatch;
import org.jspecify.annotations.Nullable;

/**
 * A clause that waits for a stage. It does not cancel the stage, and leaves no listener of this
 * wait registered.
 */
final class StageClause extends JobClause {
  private final CompletionStage<?> stage;

  /** Not null while a select waits, nor once the stage is known to have ended. */
  private @Nullable StageWatch watch;

  /** Completes when the stage has ended. Each wait creates a new one. */
  private CompletableJob stageEnd = JobKt.Job(null);

  private @Nullable Runnable listener;

  StageClause(CompletionStage<?> stage, ThrowingFunction<?, ?> handler) {
    super(handler);
    this.stage = Objects.requireNonNull(stage, "stage");
  }

  @Override
  public Object source() {
    return stage;
  }

  @Override
  public Job job() {
    return stageEnd;
  }

  @Override
  public boolean tryNow() {
    watch = StageWatch.ifOver(stage);
    return watch != null;
  }

  @Override
  public void begin(CoroutineThread body) {
    CompletableJob waiting = JobKt.Job(null);
    StageWatch shared = StageWatch.shared(stage);
    Runnable completing = waiting::complete;
    stageEnd = waiting;
    watch = shared;
    listener = completing;
    shared.onEnd(completing);
  }

  @Override
  public void end(@Nullable SelectClause chosen) {
    if (watch != null && listener != null) {
      watch.remove(listener);
      listener = null;
    }
  }

  @Override
  public @Nullable Object result() {
    StageWatch ended = Objects.requireNonNull(watch);
    Throwable failure = ended.failure();
    if (failure != null) {
      throw TaskFailedException.unchecked(failure);
    }
    return ended.value();
  }
}
