package org.coroutines4j.internal.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.task.PostMortem;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.HelperTask;
import org.coroutines4j.runtime.coroutine.TaskCoroutine;
import org.coroutines4j.runtime.debug.TaskPath;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * The end of a service scope. Any number of threads may close the scope, each with durations of its
 * own. Such a thread is called a closer below.
 */
final class ServiceClosing {
  /*
   * stage      meaning                              moved on by
   * OPEN       accepts tasks                        a graceful close, to DRAINING; any other close, to CANCELLED
   * DRAINING   refuses tasks; the tasks of the      a closer that finds that all have ended, or whose drain time has
   *            scope continue                       elapsed, or that does not drain, to CANCELLED
   * CANCELLED  the tasks are cancelled, and end     a closer that finds that all have ended, or a helper thread if no
   *                                                 closer waits for that any more, to RELEASING
   * RELEASING  the resources are being closed       the thread that moved the stage here, to CLOSED
   * CLOSED     the scope has ended                  -
   *
   * A closer whose grace time has elapsed races with the end of the last task. At least one of them starts the helper:
   *
   *   closer                                last task
   *   1. sets unattended                    1. ends
   *   2. checks whether all have ended      2. reads unattended
   *
   * If both start a helper, only one of the helpers moves the stage to RELEASING.
   */
  private enum Stage {
    OPEN,
    DRAINING,
    CANCELLED,
    RELEASING,
    CLOSED
  }

  /** The maximum number of tasks that a log line names. */
  private static final int MAX_NAMED = 20;

  private final ScopeState scope;
  private final Admission<TaskCoroutine> admission;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);
  private final Set<CoroutineThread> closers = ConcurrentHashMap.newKeySet();

  /** The coroutine that is closing the resources of the scope; null if none is. */
  private volatile @Nullable CoroutineThread releaser;

  /** Whether a closer has stopped waiting, so that the resources may be closed by a helper. */
  private volatile boolean unattended;

  ServiceClosing(ScopeState scope, Admission<TaskCoroutine> admission) {
    this.scope = scope;
    this.admission = admission;
    scope.node.whenReady(this::allEnded);
  }

  /**
   * Closes the scope, and waits for its end at most for the given durations. Not a cancellation
   * point.
   *
   * @param drain how long the tasks may continue; null to cancel them immediately
   * @param grace how long to wait for cancelled tasks
   * @throws IllegalStateException if {@code body} is a task of the scope, or must not wait
   */
  void closeIn(CoroutineThread body, @Nullable Duration drain, Duration grace) {
    if (scope.isOwnTask(body)) {
      throw new IllegalStateException(
          named() + " is closed by a task of its own, which it would wait for");
    }
    body.requireMayWait();
    if (releaser == body || !closers.add(body)) {
      return; // closing a resource of the scope, or a handler of failures, has called close again
    }
    try {
      if (drain != null) {
        drain(body, drain);
      }
      cancelRest(" was closed before it had drained");
      awaitClosed(body, grace);
    } finally {
      closers.remove(body);
    }
  }

  /** Cancels the tasks, and leaves the rest to a helper thread. Never waits. */
  void abandon() {
    cancelRest(" was closed before it had drained");
    leaveUnattended();
  }

  /** Drains and closes the scope on a helper thread, for a caller that cannot wait. */
  void drainUnattended(Duration drain, Duration grace) {
    beginDraining();
    HelperTask unused =
        HelperTask.startDetached(
            helpers(),
            scope.elements(),
            body -> {
              try {
                closeIn(body, drain, grace);
              } catch (Throwable t) {
                logFailure(t);
              }
            });
  }

  private void beginDraining() {
    if (stage.compareAndSet(Stage.OPEN, Stage.DRAINING)) {
      admission.close(this::wakeAll);
    }
  }

  private void drain(CoroutineThread body, Duration drain) {
    beginDraining();
    Expiry expiry = new Expiry(body, drain);
    BooleanSupplier isOver = () -> expiry.isOver() || stage.get() != Stage.DRAINING;
    body.awaitUncancellably(() -> admission.isSettled() || isOver.getAsBoolean());
    boolean hadTasks = true;
    while (hadTasks && !isOver.getAsBoolean()) {
      hadTasks = scope.awaitOrdinaryTasks(body, isOver);
    }
    expiry.cancel();
    cancelRest(" had not drained within " + drain);
  }

  /**
   * Cancels the tasks unless that has happened. {@code why} is the reason in the log line that is
   * written if the scope was draining and has tasks left.
   */
  private void cancelRest(String why) {
    Stage before = stage.get();
    while (before == Stage.OPEN || before == Stage.DRAINING) {
      if (stage.compareAndSet(before, Stage.CANCELLED)) {
        cancelTasks(before == Stage.DRAINING ? why : null);
        return;
      }
      before = stage.get();
    }
  }

  private void cancelTasks(@Nullable String why) {
    admission.close(this::wakeAll);
    if (why != null) {
      List<Job> left = scope.ordinaryTasks();
      // Each of them is named: a service may have to tell whose work was not done.
      for (int from = 0; from < left.size(); from += MAX_NAMED) {
        List<Job> some = left.subList(from, Math.min(from + MAX_NAMED, left.size()));
        Warning.TASKS_CANCELLED_AT_CLOSE.logLine(
            path(), named() + why + ", and cancels " + names(some));
      }
      scope.cancelUnstarted();
    }
    scope.cancel(named() + " was closed");
    scope.node.complete(null);
    wakeAll();
  }

  private void awaitClosed(CoroutineThread body, Duration grace) {
    if (stage.get() == Stage.CLOSED) {
      return;
    }
    Expiry expiry = new Expiry(body, grace);
    body.awaitUncancellably(() -> scope.node.isReady() || expiry.isOver());
    if (scope.node.isReady() && stage.compareAndSet(Stage.CANCELLED, Stage.RELEASING)) {
      expiry.cancel();
      Throwable failure = release(body);
      if (failure != null) {
        throw Exceptions.raise(failure);
      }
      return;
    }
    body.awaitUncancellably(() -> stage.get() == Stage.CLOSED || expiry.isOver());
    expiry.cancel();
    if (stage.get() != Stage.CLOSED) {
      Warning.CLOSE_TIMED_OUT.logLine(
          path(),
          named()
              + " was closed, but did not end within "
              + grace
              + ": "
              + (scope.node.isReady() ? "it is closing its resources" : names(children())));
      leaveUnattended();
      PostMortem.write(named() + " did not end within " + grace, scope.node);
    }
  }

  /**
   * Closes the resources of the scope, and wakes the closers. Returns the exception to throw for
   * failures of that; null if there is none.
   */
  private @Nullable Throwable release(CoroutineThread body) {
    releaser = body;
    try {
      scope.closeAll(body);
      return scope.policy().toThrow();
    } finally {
      releaser = null;
      stage.set(Stage.CLOSED);
      wakeAll();
    }
  }

  private void leaveUnattended() {
    unattended = true;
    if (scope.node.isReady()) {
      releaseUnattended();
    }
  }

  /** Called when all tasks have ended. */
  private void allEnded() {
    wakeAll();
    if (unattended) {
      releaseUnattended();
    }
  }

  private void releaseUnattended() {
    if (stage.get() == Stage.CANCELLED) {
      HelperTask unused = HelperTask.startDetached(helpers(), scope.elements(), this::releaseLate);
    }
  }

  /** Returns the dispatcher of helpers. They wait, so they do not use an executor of the user. */
  private ScopeDispatcher helpers() {
    return scope.dispatcher.isForeignThread()
        ? ScopeDispatcher.virtual().within(scope.elements())
        : scope.dispatcher;
  }

  private void releaseLate(CoroutineThread body) {
    if (stage.compareAndSet(Stage.CANCELLED, Stage.RELEASING)) {
      Throwable failure = release(body);
      if (failure != null) {
        logFailure(failure);
      }
    }
  }

  private void logFailure(Throwable failure) {
    Warning.LATE_CLOSE_FAILED.logLine(
        path(), named() + " could not be closed cleanly: " + SafeMessages.of(failure));
  }

  private void wakeAll() {
    closers.forEach(CoroutineThread::wake);
  }

  private @Nullable TaskPath path() {
    return TaskPath.of(scope.node);
  }

  private String named() {
    return "scope " + TextEscapes.quoted(scope.name);
  }

  private List<Job> children() {
    List<Job> children = new ArrayList<>();
    scope.node.getChildren().iterator().forEachRemaining(children::add);
    return children;
  }

  private static String names(List<Job> jobs) {
    StringBuilder names = new StringBuilder("[");
    int shown = Math.min(MAX_NAMED, jobs.size());
    for (Job job : jobs.subList(0, shown)) {
      TaskImpl<?> task = TaskImpl.of(job);
      names
          .append(names.length() == 1 ? "" : ", ")
          .append(task != null ? task.name() : job.toString());
    }
    if (shown < jobs.size()) {
      names.append(", and ").append(jobs.size() - shown).append(" more");
    }
    return names.append(']').toString();
  }

  /** A timer that wakes a closer when a duration has elapsed. */
  private static final class Expiry {
    private final DisposableHandle timer;
    private volatile boolean over;

    Expiry(CoroutineThread body, Duration time) {
      over = time.isZero();
      timer =
          body.scheduleExpiry(
              Nanos.of(time),
              () -> {
                over = true;
                body.wake();
              });
    }

    boolean isOver() {
      return over;
    }

    void cancel() {
      timer.dispose();
    }
  }
}
