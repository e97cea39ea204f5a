package org.coroutines4j.jdbc;

import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Tasks;
import org.jspecify.annotations.Nullable;

/** Detects that two tasks are inside calls of one connection at the same time. */
final class ConnectionUse {
  private final ConcurrentUse reaction;
  private final UseReports reports;

  /** The task inside a call; null if there is none. */
  private final AtomicReference<@Nullable Entry> inside = new AtomicReference<>();

  ConnectionUse(Options options) {
    this.reaction = options.concurrentUse;
    this.reports = options.reports;
  }

  /** A thread inside a call, and the name of the task that it runs. */
  static final class Entry {
    private final Thread thread = Thread.currentThread();
    private final String task;

    private Entry(String task) {
      this.task = task;
    }
  }

  /**
   * Begins a call of the current task.
   *
   * @return what to {@link #exit} with; null if another call is inside
   * @throws IllegalStateException if another task is inside, and the call may be refused
   */
  @Nullable Entry enter(boolean isCleanup) {
    if (reaction == ConcurrentUse.IGNORE) {
      return null;
    }
    Entry mine = new Entry(nameOfTask());
    Entry other = inside.compareAndExchange(null, mine);
    if (other == null) {
      return mine;
    }
    if (other.thread != mine.thread) { // else the driver calls its own proxy
      String text = UseReports.text(mine.task, other.task);
      if (reaction == ConcurrentUse.FAIL && !isCleanup) {
        throw new IllegalStateException(text);
      }
      reports.log(text);
    }
    return null;
  }

  /** Ends the call that {@link #enter} has begun. */
  void exit(@Nullable Entry entry) {
    if (entry != null) {
      inside.compareAndSet(entry, null);
    }
  }

  private static String nameOfTask() {
    try {
      return Tasks.current().name();
    } catch (IllegalStateException e) { // a Kotlin coroutine on a thread of this library
      return Thread.currentThread().getName();
    }
  }
}
