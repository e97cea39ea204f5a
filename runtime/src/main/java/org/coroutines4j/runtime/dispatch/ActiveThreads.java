package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.atomic.LongAdder;

/** Counts the bodies that have a thread, so that a leaked one can be found. */
public final class ActiveThreads {
  /** A body that tells itself when it has run, and needs no wrapper. */
  public interface Counted extends Runnable {
    /** Calls {@link #ended} of {@code live} last of all, or when it is sure that it never runs. */
    void countedBy(ActiveThreads live);

    /** It has been refused; calls {@link #ended} unless it has before. */
    void refused();
  }

  private final LongAdder live = new LongAdder();

  ActiveThreads() {}

  /** The body, counted from now until it has run; {@link #refused} if it will never run. */
  Runnable counted(Runnable body) {
    live.increment();
    if (body instanceof Counted itself) {
      itself.countedBy(this);
      return body;
    }
    return () -> {
      try {
        body.run();
      } finally {
        live.decrement();
      }
    };
  }

  /** What {@link #counted} has returned has been refused. */
  void refused(Runnable counted) {
    if (counted instanceof Counted itself) {
      itself.refused();
    } else {
      live.decrement();
    }
  }

  /** A body has run, or never will. */
  public void ended() {
    live.decrement();
  }

  long count() {
    return live.sum();
  }
}
