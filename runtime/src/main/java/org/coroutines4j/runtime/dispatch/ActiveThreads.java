package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.atomic.LongAdder;

/** Counts the tasks and steps that occupy a thread of one source, so that tests can find leaks. */
public final class ActiveThreads {
  /** Code that reports its own end, so that counting it needs no wrapper object. */
  public interface Counted extends Runnable {
    /**
     * Makes this code call {@link #ended} of {@code live} exactly once: as its last action, or as
     * soon as it is certain that it never runs.
     */
    void countedBy(ActiveThreads live);

    /**
     * Handles a refusal by the source of threads: calls {@link #ended} unless it was called before.
     */
    void refused();
  }

  private final LongAdder live = new LongAdder();

  ActiveThreads() {}

  /**
   * Counts {@code body} from now until it has run, and returns what to run in its place. If that
   * never runs, the caller calls {@link #refused}.
   */
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

  /** Stops counting what {@link #counted} returned, because it was refused. */
  void refused(Runnable counted) {
    if (counted instanceof Counted itself) {
      itself.refused();
    } else {
      live.decrement();
    }
  }

  /** Stops counting code that has run, or never will. */
  public void ended() {
    live.decrement();
  }

  long count() {
    return live.sum();
  }
}
