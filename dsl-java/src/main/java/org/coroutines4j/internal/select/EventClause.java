package org.coroutines4j.internal.select;

import java.util.Objects;
import java.util.concurrent.Callable;
import kotlinx.coroutines.Job;
import org.coroutines4j.internal.sync.SyncAccess;
import org.coroutines4j.sync.AsyncEvent;
import org.jspecify.annotations.Nullable;

/** A clause that waits until an event is set. */
final class EventClause extends JobClause {
  private final AsyncEvent event;

  /** Completes when the event is set after the check, even if it is cleared again. */
  private Job set;

  EventClause(AsyncEvent event, Callable<?> handler) {
    super(happened -> handler.call());
    this.event = Objects.requireNonNull(event, "event");
    this.set = SyncAccess.setOf(event);
  }

  @Override
  public Object source() {
    return event;
  }

  @Override
  public boolean tryNow() {
    set = SyncAccess.setOf(event);
    return set.isCompleted();
  }

  @Override
  Job job() {
    return set;
  }

  @Override
  public @Nullable Object result() {
    return null;
  }
}
