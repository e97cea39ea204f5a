package org.coroutines4j.internal.scope;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.jspecify.annotations.Nullable;

/**
 * Decides which tasks a service accepts, and how many of them run concurrently.
 *
 * @param <T> the type of the tasks, of which only the identity is used
 */
final class Admission<T> {
  /** The {@code maxConcurrent} of a scope without a limit. */
  static final int NO_LIMIT = 0;

  /*
   * An executor may run a task on the thread that starts it. If the end of a task started the next one there, the end
   * would last until the next one has ended, and that until the one after it, each deeper in the stack. So a thread
   * that ends or starts a task collects the tasks that this admits, and starts them afterwards. Null if the thread
   * does neither.
   */
  @SuppressWarnings(
      "ThreadLocalUsage") // not static: the tasks of other scopes must not wait meanwhile
  private final ThreadLocal<@Nullable Deque<T>> admitted = new ThreadLocal<>();

  private final String scopeName;
  private final int maxConcurrent;
  private final int maxQueued;
  private final Consumer<? super T> starter;

  /*
   * The states of a limited task:
   *
   * state      meaning                             moved on by
   * outside    not submitted yet, has ended, or    beginSubmission, to RESERVED; enter (of a lazy task, which reserves
   *            is not limited at all               nothing before it starts), to RUNNING or QUEUED; either may refuse
   * RESERVED   is about to start, and will not     enter, to RUNNING if there is a permit and no task is queued, else
   *            be refused any more                 to QUEUED; leave or endSubmission, to outside
   * QUEUED     waits for a permit                  leave of another task, to RUNNING, in FIFO order; its own leave
   *                                                (it was cancelled), to outside
   * RUNNING    holds a permit, from before its     leave, to outside; passes the permit to the first queued task
   *            code starts until after it ended
   *
   * RESERVED + QUEUED + RUNNING never exceed maxConcurrent + maxQueued, and RUNNING never exceeds maxConcurrent. A
   * leave of a task that is outside does nothing, so it may be called several times for one task.
   *
   * The states of the admission:
   *
   * state      meaning                             moved on by
   * open       accepts tasks                       close, to closing
   * closing    refuses tasks, except those whose   the last endSubmission, to settled
   *            submission began before
   * settled    no further task is accepted         -
   *
   * All fields are guarded by this object. Tasks are started outside the lock, since an executor may run them on the
   * calling thread.
   */
  private final Set<T> reserved = new HashSet<>();
  private final Set<T> running = new HashSet<>();
  private final Set<T> queued = new LinkedHashSet<>();
  private int submitting;
  private boolean closing;
  private Runnable onSettled = () -> {};

  /**
   * Creates an open admission.
   *
   * @param starter starts a task that was queued, on the thread that has released the permit
   */
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
   * Begins the submission of {@code task}. The caller must call {@link #endSubmission} afterwards,
   * unless this throws.
   *
   * @param starts whether the task is limited and starts immediately
   * @throws RejectedExecutionException if the scope is closing, or there is no room for the task
   */
  synchronized void beginSubmission(T task, boolean starts) {
    if (closing) {
      throw new RejectedExecutionException(closingMessage());
    }
    if (starts && isLimited()) {
      requireRoom();
      reserved.add(task);
    }
    submitting++;
  }

  /** Ends the submission of {@code task}, whether it has started, is queued or has ended. */
  void endSubmission(T task) {
    Runnable settled = null;
    synchronized (this) {
      reserved.remove(task);
      submitting--;
      if (closing && submitting == 0) {
        settled = onSettled;
      }
    }
    if (settled != null) {
      settled.run();
    }
  }

  private void requireRoom() {
    if ((long) reserved.size() + running.size() + queued.size()
        >= (long) maxConcurrent + maxQueued) {
      throw new RejectedExecutionException(
          "scope "
              + TextEscapes.quoted(scopeName)
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
   * Acquires a permit for {@code task}, which is about to start, or queues the task. Returns
   * whether the task has a permit.
   *
   * @throws RejectedExecutionException if there is no room for the task
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
   * Releases the permit of {@code task}, which has ended. If {@code continues}, starts the first
   * queued task in its place.
   */
  void leave(T task, boolean continues) {
    T next = null;
    synchronized (this) {
      boolean unused = reserved.remove(task) || queued.remove(task) || running.remove(task);
      if (continues && running.size() < maxConcurrent && !queued.isEmpty()) {
        next = queued.iterator().next(); // each leave frees at most one permit
        queued.remove(next);
        running.add(next);
      }
    }
    if (next != null) {
      startInOrder(next);
    }
  }

  private void startInOrder(T task) {
    Deque<T> collected = admitted.get();
    if (collected != null) {
      collected.add(task);
    } else {
      startAfter(() -> starter.accept(task));
    }
  }

  /**
   * Runs {@code first}, and then starts the tasks that have been admitted by it, or by the tasks
   * that start so. Throws the last exception of them.
   */
  void startAfter(Runnable first) {
    if (admitted.get() != null) {
      first.run();
      return;
    }
    Deque<T> collected = new ArrayDeque<>(0);
    admitted.set(collected);
    Throwable failure = null;
    try {
      failure = failureOf(first);
      for (T next = collected.poll(); next != null; next = collected.poll()) {
        T task = next;
        Throwable thrown = failureOf(() -> starter.accept(task));
        failure = thrown == null ? failure : thrown;
      }
    } finally {
      admitted.remove();
    }
    if (failure != null) {
      throw Exceptions.throwUnchecked(failure);
    }
  }

  private static @Nullable Throwable failureOf(Runnable action) {
    try {
      action.run();
      return null;
    } catch (Throwable t) {
      return t;
    }
  }

  /**
   * Stops accepting tasks. {@code settled} is called when the last submission that had begun has
   * ended; not if there is none. A later call replaces {@code settled}.
   */
  synchronized void close(Runnable settled) {
    onSettled = settled;
    closing = true;
  }

  synchronized boolean isClosing() {
    return closing;
  }

  /** Returns the message of the exception that refuses a task while the scope is closing. */
  String closingMessage() {
    return "scope " + TextEscapes.quoted(scopeName) + " is closing and takes no new tasks";
  }

  /** Returns whether the admission is closed and no submission is under way. */
  synchronized boolean isSettled() {
    return closing && submitting == 0;
  }

  /** Returns the number of tasks that hold a permit. */
  synchronized int running() {
    return running.size();
  }

  /** Returns the number of tasks that are queued. */
  synchronized int queued() {
    return queued.size();
  }
}
