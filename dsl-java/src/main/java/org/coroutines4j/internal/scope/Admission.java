package org.coroutines4j.internal.scope;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.coroutines4j.runtime.debug.Escapes;
import org.jspecify.annotations.Nullable;

/**
 * Decides which tasks a service takes, and how many of them run at once. {@code T} is a task, of
 * which it needs nothing but its identity.
 */
final class Admission<T> {
  /** The {@code maxConcurrent} of a scope that takes all tasks. */
  static final int NO_LIMIT = 0;

  /*
   * A task that is started may end within the start, because its executor refuses it or runs it on the calling
   * thread. It then gives its place to the next one within that start, and so on, each deeper in the stack. So a
   * thread that is starting a task keeps the next ones until it is done with that.
   */
  private static final ThreadLocal<@Nullable Deque<Runnable>> STARTING = new ThreadLocal<>();

  private final String scopeName;
  private final int maxConcurrent;
  private final int maxQueued;
  private final Consumer<? super T> starter;

  /*
   * A task that is limited:
   *
   * state      meaning                             moved on by
   * RESERVED   will start in a moment, and is      enter, to RUNNING if there is a place and no task is queued, else
   *            sure to be taken                    to QUEUED; leave or endSubmission, to outside
   * QUEUED     waits for a place                   leave of another task, to RUNNING, first come first served; its own
   *                                                leave (it was cancelled), to outside
   * RUNNING    has a place, from before its code   leave, to outside; gives its place to the first that is queued
   *            starts until after it has ended
   * outside    not yet, not any more, or not       beginSubmission, to RESERVED; enter (of a lazy task, which reserves
   *            limited at all                      nothing before it starts), to RUNNING or QUEUED; either may refuse
   *
   * RESERVED + QUEUED + RUNNING never exceed maxConcurrent + maxQueued, and RUNNING never exceeds maxConcurrent. A
   * leave of a task that is outside does nothing, so a task may leave several times.
   *
   * The whole:
   *
   * state      meaning                             moved on by
   * open       takes tasks                         close, to closing
   * closing    refuses tasks; tasks that began to  the last endSubmission, to settled
   *            be submitted before still come in
   * settled    no further task comes in            -
   *
   * All of it is guarded by this object. Tasks are started outside the lock, since an executor may run them on the
   * calling thread.
   */
  private final Set<T> reserved = new HashSet<>();
  private final Set<T> running = new HashSet<>();
  private final Set<T> queued = new LinkedHashSet<>();
  private int submitting;
  private boolean closing;
  private Runnable onSettled = () -> {};

  /** {@code starter} starts a task that was queued. */
  Admission(String scopeName, int maxConcurrent, int maxQueued, Consumer<? super T> starter) {
    this.scopeName = scopeName;
    this.maxConcurrent = maxConcurrent;
    this.maxQueued = maxQueued;
    this.starter = starter;
  }

  boolean isLimited() {
    return maxConcurrent != NO_LIMIT;
  }

  /**
   * Begins to submit {@code task}; {@link #endSubmission} must follow.
   *
   * @param starts whether the task is limited and starts immediately
   * @throws RejectedExecutionException if no task is taken any more, or there is no room for it
   */
  synchronized void beginSubmission(T task, boolean starts) {
    if (closing) {
      throw new RejectedExecutionException(
          "scope " + Escapes.quoted(scopeName) + " is closing and takes no new tasks");
    }
    if (starts && isLimited()) {
      requireRoom();
      reserved.add(task);
    }
    submitting++;
  }

  /** Ends what {@link #beginSubmission} began, whatever has become of the task. */
  void endSubmission(T task) {
    boolean settled;
    synchronized (this) {
      reserved.remove(task);
      submitting--;
      settled = closing && submitting == 0;
    }
    if (settled) {
      onSettled.run();
    }
  }

  private void requireRoom() {
    if ((long) reserved.size() + running.size() + queued.size()
        >= (long) maxConcurrent + maxQueued) {
      throw new RejectedExecutionException(
          "scope "
              + Escapes.quoted(scopeName)
              + " is full: "
              + maxConcurrent
              + " of "
              + maxConcurrent
              + " running, "
              + maxQueued
              + " of "
              + maxQueued
              + " queued. Try again when a task has ended, or raise maxConcurrent or maxQueued");
    }
  }

  /**
   * Takes {@code task}, which is about to start. Returns whether it has a place now; otherwise it
   * is queued.
   *
   * @throws RejectedExecutionException if there is no room for it
   */
  synchronized boolean enter(T task) {
    if (!reserved.remove(task)) {
      requireRoom();
    }
    if (running.size() < maxConcurrent && queued.isEmpty()) {
      running.add(task);
      return true;
    }
    queued.add(task);
    return false;
  }

  /**
   * Lets go of {@code task}, which has ended, and starts queued ones in its place if {@code
   * continues}.
   */
  void leave(T task, boolean continues) {
    T next = null;
    synchronized (this) {
      boolean unused = reserved.remove(task) || queued.remove(task) || running.remove(task);
      if (continues && running.size() < maxConcurrent && !queued.isEmpty()) {
        next = queued.iterator().next(); // one place is free at most
        queued.remove(next);
        running.add(next);
      }
    }
    if (next != null) {
      startInOrder(next);
    }
  }

  private void startInOrder(T task) {
    Deque<Runnable> further = STARTING.get();
    if (further != null) {
      further.add(() -> starter.accept(task));
      return;
    }
    further = new ArrayDeque<>(0);
    STARTING.set(further);
    try {
      starter.accept(task);
      for (Runnable next = further.poll(); next != null; next = further.poll()) {
        next.run();
      }
    } finally {
      STARTING.remove();
    }
  }

  /** Takes no more tasks; {@code settled} is called when a submission that had begun has ended. */
  synchronized void close(Runnable settled) {
    onSettled = settled;
    closing = true;
  }

  synchronized boolean isClosing() {
    return closing;
  }

  /** Returns whether no further task comes in. */
  synchronized boolean isSettled() {
    return closing && submitting == 0;
  }

  /** Returns the number of tasks that run. */
  synchronized int running() {
    return running.size();
  }

  /** Returns the number of tasks that are queued. */
  synchronized int queued() {
    return queued.size();
  }
}
