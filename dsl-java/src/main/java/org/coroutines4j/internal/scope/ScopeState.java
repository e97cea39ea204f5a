package org.coroutines4j.internal.scope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.internal.failure.FailurePolicy;
import org.coroutines4j.internal.resource.ResourceOwner;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;
import org.coroutines4j.runtime.coroutine.TaskCoroutine;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * The state of a scope: its Job, the idle tasks, and the resources that it closes at its end.
 *
 * <p>An idle task is one that the scope does not wait for: a daemon task, or a lazy task that no
 * caller has started. Idle tasks are cancelled when all others have ended.
 */
public final class ScopeState implements ResourceOwner {
  final String name;
  final ScopeDispatcher dispatcher;
  public final TaskScopeCoroutine node;

  /** Null before the first idle task. */
  private volatile @Nullable IdleTasks idle;

  /** Null before the first resource. Guarded by this. */
  private @Nullable Deque<AutoCloseable> closeables;

  /**
   * Whether a daemon task was started, or a lazy one after the end of the body. Then the scope
   * cannot just wait for its Job.
   */
  private volatile boolean hasIdle;

  private volatile boolean bodyEnded;

  /**
   * Whether the idle tasks are being cancelled. A task is added to them before this is read, and
   * they are read after this is set: so one of both cancels a task that is just starting.
   */
  private volatile boolean closing;

  /** Guarded by this. */
  private boolean closed;

  /** Decides which tasks a service accepts. Null for the scope of a block, which accepts all. */
  private final @Nullable Admission<TaskCoroutine> admission;

  /** Creates the state of the scope of a block. */
  ScopeState(String name, ScopeDispatcher dispatcher, TaskScopeCoroutine node) {
    this(name, dispatcher, node, null);
  }

  ScopeState(
      String name,
      ScopeDispatcher dispatcher,
      TaskScopeCoroutine node,
      @Nullable Admission<TaskCoroutine> admission) {
    this.name = name;
    this.dispatcher = dispatcher;
    this.node = node;
    this.admission = admission;
  }

  FailurePolicy policy() {
    return node.policy;
  }

  /** Returns the context elements that the tasks inherit. */
  CoroutineContext elements() {
    return node.elements();
  }

  /**
   * Starts {@code task}, which was created for this scope. A lazy task becomes startable.
   *
   * @throws IllegalStateException if the scope has ended
   * @throws CancellationException if the scope is cancelled
   * @throws java.util.concurrent.RejectedExecutionException if the service closes gracefully, or
   *     has no room for the task
   */
  void start(TaskImpl<?> task, boolean lazy, boolean isDaemon) {
    requireOpen();
    if (admission == null) {
      begin(task, lazy, isDaemon);
      return;
    }
    TaskCoroutine coroutine = task.coroutine();
    admission.beginSubmission(coroutine, !lazy && !isDaemon);
    try {
      begin(task, lazy, isDaemon);
    } finally {
      admission.endSubmission(coroutine);
    }
  }

  private void begin(TaskImpl<?> task, boolean lazy, boolean isDaemon) {
    if (isDaemon) {
      idleTasks().addDaemon(task);
    }
    if (lazy) {
      idleTasks().addUnstarted(task);
    }
    if (isDaemon || (lazy && bodyEnded)) {
      hasIdle = true;
      node.wakeBody();
    }
    task.coroutine().begin(node, lazy);
    if (lazy || isDaemon) {
      task.onEnd(() -> idleTasks().remove(task));
      if (closing) {
        endIdle();
      }
    }
    if (node.isCompleted() && !task.isStarted()) {
      throw ended(); // the scope ended concurrently, and the task with it
    }
  }

  private CancellationException refusal() {
    CancellationException reason = node.cancellation();
    if (admission != null && admission.isClosing()) {
      CancellationException refused = new CancellationException(admission.closingMessage());
      refused.initCause(reason);
      return refused;
    }
    String told = SafeMessages.messageOf(reason);
    String why = cancelledMessage().equals(told) ? "" : ": " + told;
    CancellationException refused =
        new CancellationException(
            "scope " + TextEscapes.quoted(name) + " is cancelled and starts no more tasks" + why);
    refused.initCause(reason);
    return refused;
  }

  /**
   * Returns whether {@code thrown} only says that this scope starts no more tasks, although the
   * scope was cancelled with a reason.
   */
  boolean hidesReason(Throwable thrown) {
    return thrown instanceof CancellationException
        && !node.isActive()
        && thrown.getCause() == node.cancellation()
        && !cancelledMessage().equals(SafeMessages.messageOf(node.cancellation()))
        && Objects.equals(refusal().getMessage(), SafeMessages.messageOf(thrown));
  }

  private String cancelledMessage() {
    return "scope " + TextEscapes.quoted(name) + " was cancelled";
  }

  /** Cancels the scope without a reason. */
  void cancel() {
    cancel(cancelledMessage());
  }

  private IdleTasks idleTasks() {
    IdleTasks known = idle;
    if (known == null) {
      synchronized (this) {
        known = idle;
        if (known == null) {
          known = new IdleTasks();
          idle = known;
        }
      }
    }
    return known;
  }

  private void requireOpen() {
    if (node.isCompleted()) {
      throw ended();
    }
    if (!node.isActive()) {
      throw refusal();
    }
  }

  private IllegalStateException ended() {
    return new IllegalStateException(
        "scope "
            + TextEscapes.quoted(name)
            + (admission == null
                ? " has ended; start tasks while its block runs, or open a new one"
                : " is closed; open a new one"));
  }

  /**
   * Cancels and reports the lazy tasks that no caller has started. Called when the body has ended,
   * and again when all ordinary tasks have.
   */
  void cancelUnstarted() {
    // a lazy task that is created from now on is found when all others have ended
    bodyEnded = true;
    IdleTasks known = idle;
    if (known != null) {
      known.cancelUnstarted(policy()::neverStarted);
    }
  }

  /**
   * Waits until all tasks have ended. Cancels the idle ones when all others have ended. Not a
   * cancellation point.
   */
  void awaitTasks(CoroutineThread body) {
    body.awaitUncancellably(() -> node.isReady() || hasIdle);
    if (!node.isReady()) {
      while (awaitOrdinaryTasks(body)) {
        // a task that has ended may have started others
      }
      closing = true;
      endIdle();
      node.awaitEnd();
    }
  }

  /** Returns whether tasks can be started. */
  boolean isActive() {
    return node.isActive() && (admission == null || !admission.isClosing());
  }

  /** Returns whether {@code body} runs code of this scope's tasks, or of tasks below them. */
  boolean isOwnTask(CoroutineThread body) {
    return StructuredCoroutine.isAtOrAbove(node, body.rootJob());
  }

  private void endIdle() {
    cancelUnstarted();
    IdleTasks known = idle;
    if (known != null) {
      known.cancelDaemons("scope " + TextEscapes.quoted(name) + " has ended");
    }
  }

  /**
   * Waits, in one pass over the tasks, for each task that is not idle. Returns false if there was
   * none.
   */
  private boolean awaitOrdinaryTasks(CoroutineThread body) {
    boolean found = false;
    for (var jobs = node.getChildren().iterator(); jobs.hasNext(); ) {
      Job job = jobs.next();
      if (!isIdle(job)) {
        body.joinUncancellably(job);
        found = true;
      }
    }
    return found;
  }

  /**
   * Waits like {@link #awaitOrdinaryTasks(CoroutineThread)}, but at most until {@code isOver}
   * returns true. The code that changes its answer must wake {@code body}.
   */
  boolean awaitOrdinaryTasks(CoroutineThread body, BooleanSupplier isOver) {
    boolean found = false;
    for (Job job : ordinaryTasks()) {
      if (isOver.getAsBoolean()) {
        return true;
      }
      DisposableHandle waking =
          job.invokeOnCompletion(
              cause -> {
                body.wake();
                return Unit.INSTANCE;
              });
      body.awaitUncancellably(() -> job.isCompleted() || isOver.getAsBoolean());
      waking.dispose();
      found = true;
    }
    return found;
  }

  /** Returns the tasks and coroutines that are not idle. */
  List<Job> ordinaryTasks() {
    List<Job> found = new ArrayList<>();
    for (var jobs = node.getChildren().iterator(); jobs.hasNext(); ) {
      Job job = jobs.next();
      if (!isIdle(job)) {
        found.add(job);
      }
    }
    return found;
  }

  private boolean isIdle(Job job) {
    IdleTasks known = idle;
    return known != null && known.contains(job);
  }

  @Override
  public synchronized void requireNotClosed() {
    if (closed) {
      throw ended();
    }
  }

  @Override
  public <C extends AutoCloseable> C use(C closeable) {
    synchronized (this) {
      if (!closed) {
        if (closeables == null) {
          closeables = new ArrayDeque<>();
        }
        closeables.push(closeable);
        return closeable;
      }
    }
    IllegalStateException ended = ended();
    try {
      closeable.close();
    } catch (Exception e) {
      ended.addSuppressed(e);
    }
    throw ended;
  }

  synchronized boolean hasToClose() {
    return closeables != null && !closeables.isEmpty();
  }

  /**
   * Closes the resources, the last one first, shielded from cancellation. Called after the tasks
   * have ended. What a close throws is a failure of the block.
   */
  void closeAll(CoroutineThread body) {
    AutoCloseable next = nextCloseable();
    if (next == null) {
      return;
    }
    JobFrame shield = body.pushShield();
    for (; next != null; next = nextCloseable()) {
      try {
        next.close();
      } catch (Throwable t) {
        policy().bodyFailed(t);
      }
    }
    body.pop(shield, null);
  }

  private synchronized @Nullable AutoCloseable nextCloseable() {
    closed = closeables == null || closeables.isEmpty();
    return closeables == null ? null : closeables.poll();
  }

  /** Returns whether an ordinary task ended because the scope was cancelled. */
  boolean hasLostWork() {
    return node.hasLostWork();
  }

  void cancel(String reason) {
    node.cancel(new CancellationException(reason));
  }
}
