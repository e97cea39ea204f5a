package org.coroutines4j.internal.failure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The failed tasks of one supervising scope whose failure no caller has handled yet. */
final class UnhandledTasks {
  /*
   * A failed task, under the lock of this object.
   *
   * state      in                       meaning                              moved on by
   * kept       unhandled                a caller may still handle it         handled(); beginReport()
   * reporting  unhandled, reporting     a thread calls the reporter          endReport()
   * logged     unhandled, logged        the block throws it at its end       handled()
   * counted    further, onlyCounted     as logged, but enough are kept       handled()
   * handled    none of them             the scope has forgotten it           -
   *
   * handled() may come in each state. A task that is handled while it is being reported stays in "reporting" until
   * the reporter has returned, because the end of the block waits for that.
   */

  /**
   * The number of logged tasks that are kept to be thrown, which is the number that can be thrown.
   * A program that logs failing launches for years must not grow.
   */
  static final int MAX_KEPT = FailureCollector.MOST_SUPPRESSED + 1;

  /**
   * The maximum number of unreported tasks that are kept for an {@code await}. Beyond it, the
   * oldest one without a waiter is reported: a scope that lives for years must not grow
   * indefinitely.
   */
  private static final int MAX_UNREPORTED = 1_000;

  /** In the order of failing. */
  private final Set<TrackedTask> unhandled = new LinkedHashSet<>();

  /** The unhandled tasks that have been logged, and are kept only to be thrown. */
  private final Set<TrackedTask> logged = new HashSet<>();

  /** The tasks for which a thread calls the reporter now. */
  private final Set<TrackedTask> reporting = new HashSet<>();

  /** The number of failed tasks that were logged and are only counted, since enough are kept. */
  private int further;

  /** Keeps {@code task}, which has failed, unless its failure has been handled meanwhile. */
  synchronized void keep(TrackedTask task) {
    if (!task.isHandled()) {
      unhandled.add(task);
    }
  }

  synchronized boolean contains(TrackedTask task) {
    return unhandled.contains(task);
  }

  synchronized boolean isLogged(TrackedTask task) {
    return logged.contains(task);
  }

  /** Returns the tasks that are kept, in the order of failing. */
  synchronized List<TrackedTask> kept() {
    return new ArrayList<>(unhandled);
  }

  /** Returns the number of tasks that are only counted. */
  synchronized int further() {
    return further;
  }

  /** Returns the task that must be reported because too many are kept; null if there is none. */
  synchronized @Nullable TrackedTask oldestBeyondLimit() {
    if (unhandled.size() - logged.size() <= MAX_UNREPORTED) {
      return null;
    }
    for (TrackedTask task : unhandled) {
      if (!logged.contains(task) && !reporting.contains(task) && !task.hasWaiters()) {
        return task;
      }
    }
    return null;
  }

  /** Forgets {@code task}, whose failure a caller has handled. */
  synchronized void handled(TrackedTask task) {
    unhandled.remove(task);
    logged.remove(task);
    if (task.isOnlyCounted()) {
      task.setOnlyCounted(false);
      further--;
    }
  }

  /**
   * Returns true for the one thread that is to report {@code task}. It calls {@link #endReport}.
   */
  synchronized boolean beginReport(TrackedTask task) {
    return task.markReported() && reporting.add(task);
  }

  /** Ends the report of {@code task}, which is logged or counted unless it has been handled. */
  synchronized void endReport(TrackedTask task) {
    keepOrCount(task);
    reporting.remove(task);
    notifyAll();
  }

  private void keepOrCount(TrackedTask task) {
    if (!unhandled.contains(task)) {
      return;
    }
    if (logged.size() < MAX_KEPT) {
      logged.add(task);
    } else {
      unhandled.remove(task);
      task.setOnlyCounted(true);
      further++;
    }
  }

  /** Waits until no thread reports {@code task}. An interrupt does not end the wait. */
  synchronized void awaitReport(TrackedTask task) {
    boolean interrupted = false;
    while (reporting.contains(task)) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
