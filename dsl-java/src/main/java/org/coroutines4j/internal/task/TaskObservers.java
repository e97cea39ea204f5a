package org.coroutines4j.internal.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.coroutines4j.TaskEnd;
import org.coroutines4j.TaskInfo;
import org.coroutines4j.TaskObserver;
import org.coroutines4j.internal.failure.FailureReporter;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.TaskCoroutine;
import org.coroutines4j.runtime.coroutine.TaskProbe;
import org.coroutines4j.runtime.coroutine.TaskRecord;
import org.coroutines4j.runtime.debug.TaskPath;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;
import org.jspecify.annotations.Nullable;

/** The observers of tasks that the program has added. */
public final class TaskObservers extends TaskProbe {
  private static final TaskObservers PROBE = new TaskObservers();

  /** Never changed, only replaced. Guarded by the class for writing. */
  private static volatile List<Registered> all = List.of();

  private TaskObservers() {}

  /** Adds {@code observer}, for tasks that begin to run from now on. */
  public static TaskObserver.Registration add(TaskObserver observer) {
    Registered added = new Registered(Objects.requireNonNull(observer, "observer"));
    replace(added, true);
    return added;
  }

  private static synchronized void replace(Registered changed, boolean isAdded) {
    List<Registered> next = new ArrayList<>(all);
    if (isAdded) {
      next.add(changed);
    } else {
      next.remove(changed);
    }
    all = List.copyOf(next);
    TaskProbe.install(all.isEmpty() ? null : PROBE);
  }

  @Override
  protected @Nullable TaskRecord observe(TaskCoroutine task) {
    List<Registered> observers = all;
    return !observers.isEmpty() && task.listener() instanceof TaskImpl<?> observed
        ? new ObservedTask(observed, observers)
        : null;
  }

  /** An observer, until it is removed. */
  private static final class Registered implements TaskObserver.Registration {
    private final TaskObserver observer;
    private volatile boolean closed;

    Registered(TaskObserver observer) {
      this.observer = observer;
    }

    @Override
    public void close() {
      closed = true;
      replace(this, false);
    }

    /** Returns whether the observer was called: it has not been removed. */
    boolean started(TaskInfo task) {
      if (closed) {
        return false;
      }
      try {
        observer.started(task);
      } catch (Throwable t) {
        failed("start", task, t);
      }
      return true;
    }

    /** Calls the observer even if it has been removed: it may have changed the thread. */
    void returned(TaskInfo task) {
      try {
        observer.returned(task);
      } catch (Throwable t) {
        failed("return", task, t);
      }
    }

    void ended(TaskInfo task, TaskEnd end) {
      if (!closed) {
        try {
          observer.ended(task, end);
        } catch (Throwable t) {
          failed("end", task, t);
        }
      }
    }

    private static void failed(String when, TaskInfo task, Throwable thrown) {
      Warning.TASK_OBSERVER_FAILED.logLine(
          new TaskPath(
              TaskPath.escaped(task.scope()) + "/" + TaskPath.escaped(task.name()), task.id()),
          "an observer of tasks failed at the "
              + when
              + " of task "
              + TextEscapes.quoted(task.name())
              + ": "
              + SafeMessages.of(thrown));
    }
  }

  /** A task, with the observers that there were when its code began. */
  private static final class ObservedTask extends TaskRecord {
    private final TaskImpl<?> task;
    private final TaskInfo info;

    /** Until the code begins, all observers; from then on those that were told so. */
    private List<Registered> observers;

    /** The {@code nanoTime} at which the code began. */
    private long began;

    private boolean hasBegun;

    ObservedTask(TaskImpl<?> task, List<Registered> observers) {
      super(task.coroutine());
      this.task = task;
      this.observers = observers;
      this.info = task.info();
    }

    @Override
    protected void started() {
      hasBegun = true;
      observers = observers.stream().filter(observer -> observer.started(info)).toList();
      began = System.nanoTime();
    }

    @Override
    protected void returned() {
      for (int i = observers.size() - 1; i >= 0; i--) {
        observers.get(i).returned(info);
      }
    }

    @Override
    protected void ended(@Nullable Throwable failure) {
      TaskEnd end =
          new TaskEnd(
              kindOf(failure),
              hasBegun ? Duration.ofNanos(Math.max(1, System.nanoTime() - began)) : Duration.ZERO,
              failure instanceof CancellationException ? null : failure);
      FailureReporter.inHandlerOf( // else it would wait for itself if it waited for the scope
          task.job(),
          () -> {
            for (Registered observer : observers) {
              observer.ended(info, end);
            }
          });
    }

    private static TaskEnd.Kind kindOf(@Nullable Throwable failure) {
      if (failure == null) {
        return TaskEnd.Kind.SUCCEEDED;
      }
      return failure instanceof CancellationException
          ? TaskEnd.Kind.CANCELLED
          : TaskEnd.Kind.FAILED;
    }
  }
}
