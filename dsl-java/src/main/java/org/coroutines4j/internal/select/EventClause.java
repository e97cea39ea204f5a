package org.coroutines4j.internal.select;

import java.util.Objects;
import java.util.concurrent.Callable;
import kotlinx.coroutines.Job;
import org.coroutines4j.internal.sync.SyncAccess;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.sync.AsyncEvent;
import org.jspecify.annotations.Nullable;

/** A clause that waits until an event is set. */
final class EventClause extends JobClause {
  private final AsyncEvent event;

  /** Completes when the event is set after the wait has begun, even if it is cleared again. */
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
    return event.isSet();
  }

  @Override
  public void begin(CoroutineThread body) {
    set = SyncAccess.setOf(event);
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
