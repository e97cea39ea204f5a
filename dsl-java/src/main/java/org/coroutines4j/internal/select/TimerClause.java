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

/** A clause that becomes ready after a duration, measured from the beginning of the wait. */
final class TimerClause extends JobClause {
  private final long nanos;

  /** Completes when the duration has elapsed. Each wait creates a new one. */
  private CompletableJob expiry = JobKt.Job(null);

  private @Nullable DisposableHandle timer;

  TimerClause(Duration limit, Callable<?> handler) {
    super(passed -> handler.call());
    nanos = Nanos.of(Objects.requireNonNull(limit, "limit"));
  }

  /** Returns this: each timer is a source of its own. */
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
    expiry = begun;
    timer = body.schedule(nanos, begun::complete);
  }

  @Override
  public Job job() {
    return expiry;
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
