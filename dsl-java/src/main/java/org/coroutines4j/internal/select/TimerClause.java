package org.coroutines4j.internal.select;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/** Waits for a time to pass. */
final class TimerClause extends JobClause {
  private final long nanos;
  private CompletableJob over = JobKt.Job(null);
  private @Nullable DisposableHandle timer;

  TimerClause(Duration limit, Callable<?> handler) {
    super(passed -> handler.call());
    nanos = Nanos.of(Objects.requireNonNull(limit, "limit"));
  }

  /** Each timer is one of its own. */
  @Override
  public Object source() {
    return this;
  }

  @Override
  public boolean tryNow() {
    return nanos == 0;
  }

  @Override
  public void begin(CoroutineThread body) {
    CompletableJob begun = JobKt.Job(null);
    over = begun;
    timer = body.schedule(nanos, begun::complete);
  }

  @Override
  public Job job() {
    return over;
  }

  @Override
  public void end(@Nullable SelectClause chosen) {
    if (timer != null) {
      timer.dispose();
      timer = null;
    }
  }

  @Override
  public @Nullable Object result() {
    return null;
  }
}
