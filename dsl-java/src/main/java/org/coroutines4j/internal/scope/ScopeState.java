package org.coroutines4j.internal.scope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
import org.coroutines4j.runtime.debug.Escapes;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/** A scope at work: its Job, its tasks that need a look at the end, and what it has to close. */
public final class ScopeState implements ResourceOwner {
  final String name;
  final ScopeDispatcher dispatcher;
  public final TaskScopeCoroutine node;
  final FailurePolicy policy;

  // in the order of starting, in which they are cancelled and reported: each time the same
  private final Set<TaskImpl<?>> unstarted = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Set<TaskImpl<?>> background = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();

  /** Whether there is, or was, a task that is not waited for: in the background, or not started. */
  private volatile boolean hasIdle;

  private volatile boolean bodyEnded;
  private volatile boolean closing;
  private boolean closed;

  /** Null if the scope takes all tasks, until it ends with its block. */
  private final @Nullable Admission<TaskCoroutine> admission;

  /** The scope of a block. */
  ScopeState(
      String name, ScopeDispatcher dispatcher, TaskScopeCoroutine node, FailurePolicy policy) {
    this(name, dispatcher, node, policy, null);
  }

  ScopeState(
      String name,
      ScopeDispatcher dispatcher,
      TaskScopeCoroutine node,
      FailurePolicy policy,
      @Nullable Admission<TaskCoroutine> admission) {
    this.name = name;
    this.dispatcher = dispatcher;
    this.node = node;
    this.policy = policy;
    this.admission = admission;
  }

  /** The elements that its tasks inherit. */
  CoroutineContext elements() {
    return node.elements();
  }

  /** Starts {@code task}, which belongs to this scope. */
  void start(TaskImpl<?> task, boolean lazy, boolean inBackground) {
    requireOpen();
    if (admission == null) {
      begin(task, lazy, inBackground);
      return;
    }
    TaskCoroutine coroutine = task.coroutine();
    admission.beginSubmission(coroutine, !lazy && !inBackground);
    try {
      begin(task, lazy, inBackground);
    } finally {
      admission.endSubmission(coroutine);
    }
  }

  private void begin(TaskImpl<?> task, boolean lazy, boolean inBackground) {
    if (inBackground) {
      task.makeDaemon();
      background.add(task);
    }
    if (lazy) {
      unstarted.add(task);
    }
    if (inBackground || (lazy && bodyEnded)) {
      hasIdle = true;
      node.wakeBody();
    }
    task.coroutine().begin(node, lazy);
    if (lazy || inBackground) {
      task.whenOver(() -> forget(task));
      if (closing) {
        endIdle();
      }
    }
    if (node.isCompleted() && !task.isStarted()) {
      throw ended(); // it ended in between, and the task with it
    }
  }

  private CancellationException refusal() {
    CancellationException reason = node.cancellation();
    String told = SafeMessages.messageOf(reason);
    String why = cancelledMessage().equals(told) ? "" : ": " + told;
    CancellationException refused =
        new CancellationException(
            "scope " + Escapes.quoted(name) + " is cancelled and starts no more tasks" + why);
    refused.initCause(reason);
    return refused;
  }

  /**
   * Whether {@code thrown} only tells that this scope starts no more tasks, though its cancellation
   * was given a reason.
   */
  boolean hidesReason(Throwable thrown) {
    return thrown instanceof CancellationException
        && !node.isActive()
        && thrown.getCause() == node.cancellation()
        && !cancelledMessage().equals(SafeMessages.messageOf(node.cancellation()))
        && Objects.equals(refusal().getMessage(), SafeMessages.messageOf(thrown));
  }

  private String cancelledMessage() {
    return "scope " + Escapes.quoted(name) + " was cancelled";
  }

  /** Cancels it without a reason. */
  void cancel() {
    cancel(cancelledMessage());
  }

  private void forget(TaskImpl<?> task) {
    unstarted.remove(task);
    background.remove(task);
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
            + Escapes.quoted(name)
            + " has ended; start tasks while its block runs, or open a new one");
  }

  /** The body has ended: what was never started will not be. */
  void cancelUnstarted() {
    bodyEnded = true; // what is made from now on is looked for again when all others have ended
    for (TaskImpl<?> task : List.copyOf(unstarted)) {
      if (task.isNew() && unstarted.remove(task) && task.cancelUnstarted("never started")) {
        policy.neverStarted(task);
      }
    }
  }

  /** Waits until all tasks have ended; the idle ones are cancelled when they are the last. */
  void awaitTasks(CoroutineThread body) {
    body.awaitUncancellably(() -> node.isReady() || hasIdle);
    if (!node.isReady()) {
      while (awaitForeground(body)) {
        // one that has ended may have started others
      }
      closing = true;
      endIdle();
      node.awaitEnd();
    }
  }

  /** Whether tasks can be started. */
  boolean isActive() {
    return node.isActive() && (admission == null || !admission.isClosing());
  }

  /** Whether {@code body} is part of one of this scope's tasks. */
  boolean isOwnTask(CoroutineThread body) {
    return StructuredCoroutine.isAtOrAbove(node, body.rootJob());
  }

  private void endIdle() {
    cancelUnstarted();
    for (TaskImpl<?> task : List.copyOf(background)) {
      task.cancel("scope " + Escapes.quoted(name) + " has ended");
    }
  }

  /**
   * Waits for each task and coroutine that is not idle, in one pass over all that there are;
   * returns false if there was none.
   */
  private boolean awaitForeground(CoroutineThread body) {
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

  /** As {@link #awaitForeground(CoroutineThread)}, until {@code over} holds, which wakes it. */
  boolean awaitForeground(CoroutineThread body, BooleanSupplier over) {
    boolean found = false;
    for (Job job : foreground()) {
      if (over.getAsBoolean()) {
        return true;
      }
      DisposableHandle waking =
          job.invokeOnCompletion(
              cause -> {
                body.wake();
                return Unit.INSTANCE;
              });
      body.awaitUncancellably(() -> job.isCompleted() || over.getAsBoolean());
      waking.dispose();
      found = true;
    }
    return found;
  }

  /** Returns the tasks and coroutines that are not idle. */
  List<Job> foreground() {
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
    TaskImpl<?> task = TaskImpl.of(job);
    return task != null
        && (background.contains(task) || (unstarted.contains(task) && task.isNew()));
  }

  @Override
  public void requireNotClosed() {
    synchronized (closeables) {
      if (closed) {
        throw ended();
      }
    }
  }

  @Override
  public <C extends AutoCloseable> C use(C closeable) {
    synchronized (closeables) {
      if (!closed) {
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

  boolean hasToClose() {
    synchronized (closeables) {
      return !closeables.isEmpty();
    }
  }

  /** Closes what is in use, in a shield, after the tasks have ended. */
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
        policy.bodyFailed(t);
      }
    }
    body.pop(shield, null);
  }

  private @Nullable AutoCloseable nextCloseable() {
    synchronized (closeables) {
      closed = closeables.isEmpty();
      return closeables.poll();
    }
  }

  /** Whether a task that was to be waited for was cancelled because the scope was. */
  boolean hasLostWork() {
    return node.hasLostWork();
  }

  void cancel(String reason) {
    node.cancel(new CancellationException(reason));
  }
}
