package org.coroutines4j.internal.select;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.time.Clock;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/** A clause that becomes ready at a moment that is fixed when the clause is created. */
final class DeadlineClause extends JobClause {
  private final Clock clock = CoroutineThreads.clock();
  private final long begun = clock.nanoTime();
  private final long nanos;

  /** Completes at the deadline. Each wait creates a new one. */
  private CompletableJob expiry = JobKt.Job(null);

  private @Nullable DisposableHandle timer;

  DeadlineClause(Duration limit, Callable<?> handler) {
    super(passed -> handler.call());
    nanos = Nanos.of(Objects.requireNonNull(limit, "limit"));
  }

  /** Returns this: each deadline is a source of its own. */
  @Override
  public Object source() {
    return this;
  }

  private long left() {
    return nanos == Nanos.FOREVER ? nanos : nanos - (clock.nanoTime() - begun);
  }

  @Override
  public boolean tryNow() {
    return left() <= 0;
  }

  @Override
  public void begin(CoroutineThread body) {
    CompletableJob waiting = JobKt.Job(null);
    expiry = waiting;
    timer = body.schedule(Math.max(0, left()), waiting::complete);
  }

  @Override
  Job job() {
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
