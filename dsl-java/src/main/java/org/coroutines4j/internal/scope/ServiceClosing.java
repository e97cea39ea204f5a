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
import org.coroutines4j.internal.failure.FailureReporter;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.HelperTask;
import org.coroutines4j.runtime.coroutine.TaskCoroutine;
import org.coroutines4j.runtime.debug.Escapes;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/** How a service ends. Any number of threads may close it, each with limits of its own. */
final class ServiceClosing {
  /*
   * stage      meaning                              moved on by
   * OPEN       takes tasks                          a graceful close, to DRAINING; any other close, to CANCELLED
   * DRAINING   takes no tasks, and those that it    a closer that finds that all have ended, or whose drain time is
   *            has go on                            over, or that does not drain, to CANCELLED
   * CANCELLED  its tasks are cancelled, and end     a closer that sees that all have ended, or a helper if no closer
   *                                                 waits for that any more, to RELEASING
   * RELEASING  what it uses is closed               the thread that moved it here, to CLOSED
   * CLOSED     the end                              -
   *
   * A closer that gives up sets `unattended` and then checks whether all tasks have ended; the last task ends and then
   * reads `unattended`. So one of them starts the helper. If both do, only one of the helpers moves the stage on.
   */
  private enum Stage {
    OPEN,
    DRAINING,
    CANCELLED,
    RELEASING,
    CLOSED
  }

  /** How many tasks a log line names. */
  private static final int MOST_NAMED = 20;

  private final ScopeState scope;
  private final Admission<TaskCoroutine> admission;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);
  private final Set<CoroutineThread> closers = ConcurrentHashMap.newKeySet();

  /** What closes the resources of the scope now. */
  private volatile @Nullable CoroutineThread releaser;

  /** Whether the scope has to finish its end without a closer that waits for it. */
  private volatile boolean unattended;

  ServiceClosing(ScopeState scope, Admission<TaskCoroutine> admission) {
    this.scope = scope;
    this.admission = admission;
    scope.node.whenReady(this::allEnded);
  }

  /**
   * Closes the scope and waits for its end, for the times given; without {@code drain} it cancels
   * the tasks immediately.
   */
  void closeIn(CoroutineThread body, @Nullable Duration drain, Duration grace) {
    if (scope.isOwnTask(body)) {
      throw new IllegalStateException(
          named() + " is closed by a task of its own, which it would wait for");
    }
    body.requireMayWait();
    if (releaser == body) {
      return; // a resource of the scope closes the scope, which is being closed
    }
    closers.add(body);
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

  /** Cancels the tasks and waits for nothing. */
  void abandon() {
    cancelRest(" was closed before it had drained");
    leaveUnattended();
  }

  /** Drains the scope and closes it then, without the caller, which cannot wait for that. */
  void drainUnattended(Duration drain, Duration grace) {
    beginDraining();
    HelperTask unused =
        HelperTask.startDetached(
            scope.dispatcher,
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
    BooleanSupplier over = () -> expiry.isOver() || stage.get() != Stage.DRAINING;
    body.awaitUncancellably(() -> admission.isSettled() || over.getAsBoolean());
    boolean goesOn = true;
    while (goesOn && !over.getAsBoolean()) {
      goesOn = scope.awaitOrdinaryTasks(body, over);
    }
    expiry.cancel();
    cancelRest(" had not drained within " + drain);
  }

  /** {@code why} is for the log, if the scope was draining and has tasks left. */
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
      if (!left.isEmpty()) {
        FailureReporter.log(named() + why + ", and cancels " + names(left));
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
        throw Failures.raise(failure);
      }
      return;
    }
    body.awaitUncancellably(() -> stage.get() == Stage.CLOSED || expiry.isOver());
    expiry.cancel();
    if (stage.get() != Stage.CLOSED) {
      FailureReporter.log(
          named()
              + " was closed, but did not end within "
              + grace
              + ": "
              + (scope.node.isReady() ? "it is closing what it uses" : names(children())));
      leaveUnattended();
    }
  }

  /** Closes what the scope uses; returns what that throws. */
  private @Nullable Throwable release(CoroutineThread body) {
    releaser = body;
    try {
      scope.closeAll(body);
      return scope.policy.toThrow();
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
      HelperTask unused =
          HelperTask.startDetached(scope.dispatcher, scope.elements(), this::releaseLate);
    }
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
    FailureReporter.log(named() + " could not close everything: " + SafeMessages.of(failure));
  }

  private void wakeAll() {
    closers.forEach(CoroutineThread::wake);
  }

  private String named() {
    return "scope " + Escapes.quoted(scope.name);
  }

  private List<Job> children() {
    List<Job> children = new ArrayList<>();
    scope.node.getChildren().iterator().forEachRemaining(children::add);
    return children;
  }

  private static String names(List<Job> jobs) {
    StringBuilder names = new StringBuilder("[");
    int shown = Math.min(MOST_NAMED, jobs.size());
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

  /** The end of a time for which a closer waits. */
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
