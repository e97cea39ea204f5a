package org.coroutines4j.flow;

import java.time.Duration;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.runtime.task.Bodies;
import org.coroutines4j.runtime.task.Body;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/** Keeps a time between events, by the clock of the scope. For one coroutine at a time. */
final class Pause implements AutoCloseable {
  private final long nanos;

  /** Complete when the next event may happen; null at first. */
  private @Nullable CompletableJob over;

  private @Nullable DisposableHandle timer;

  Pause(Duration between) {
    nanos = Nanos.of(between);
  }

  /** An event happens now. */
  void begin() {
    Bodies.run(this::begin);
  }

  private void begin(Body body) {
    CompletableJob after = JobKt.Job(null);
    over = after;
    timer = body.schedule(nanos, after::complete);
  }

  /** Waits until the time since the event before has passed; this is the next one. */
  void next() {
    Bodies.run(
        body -> {
          CompletableJob before = over;
          if (before != null && !before.isCompleted()) {
            body.await(before::join);
          }
          begin(body);
        });
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.dispose();
    }
  }
}
