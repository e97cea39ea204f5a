package org.coroutines4j.micrometer;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.TaskEnd;
import org.coroutines4j.TaskInfo;
import org.coroutines4j.TaskObserver;

/**
 * Makes an {@link Observation} of each task that has a name, see {@link
 * org.coroutines4j.TaskScope#named}. The observation is current while the code of the task runs, on
 * each thread that runs it, and its parent is the observation that was current where the task was
 * started, or created if it is lazy. So a tracer shows the tasks of a request as spans below the
 * span of the request.
 *
 * <p>The name of the observations is {@code coroutines4j.task}. They have these key values:
 *
 * <ul>
 *   <li>of low cardinality: {@code task}, the name of the task, {@code scope}, the name of its
 *       scope, and {@code outcome}, which is {@code succeeded}, {@code failed} or {@code
 *       cancelled}, and {@code unknown} before the end
 *   <li>of high cardinality: {@code task.id}, and {@code task.name}, the name of the task even if
 *       the limit of names is exceeded
 * </ul>
 *
 * <p>The failure of a task is the error of its observation. A cancelled task has no error, but an
 * event {@code cancelled}. A task whose code never runs has no observation.
 */
public final class TaskObservations implements AutoCloseable {
  static final String NAME = "coroutines4j.task";
  static final String TASK_ID = "task.id";
  static final String TASK_NAME = "task.name";

  private final Observer observer;
  private final TaskObserver.Registration registration;

  private TaskObservations(Observer observer) {
    this.observer = observer;
    this.registration = Diagnostics.observe(observer);
  }

  /**
   * Observes the tasks of this JVM whose code begins from now on, with at most 100 different names
   * of tasks, and of scopes, as key values. Never waits.
   */
  public static TaskObservations start(ObservationRegistry registry) {
    return start(registry, TagValues.DEFAULT_LIMIT);
  }

  /**
   * Observes the tasks of this JVM whose code begins from now on. Never waits.
   *
   * @param maxNames how many different names of tasks, and how many of scopes, become key values of
   *     low cardinality, at least 1. All further names share the value {@code other}
   * @throws IllegalArgumentException if {@code maxNames} is less than 1
   */
  public static TaskObservations start(ObservationRegistry registry, int maxNames) {
    Objects.requireNonNull(registry, "registry");
    return new TaskObservations(new Observer(registry, TagValues.requireLimit(maxNames)));
  }

  /**
   * Stops observing. The observation of a task that runs stops when its code returns, with the
   * outcome {@code unknown}. Never waits.
   */
  @Override
  public void close() {
    observer.closed = true;
    registration.close();
    observer.stopReturned();
  }

  /** The observation of a task, until the task has ended. */
  private static final class Observed {
    final Observation observation;
    final Observation.Scope scope;

    /** Whether the code of the task has returned, so that no thread needs the scope any more. */
    volatile boolean returned;

    Observed(Observation observation, Observation.Scope scope) {
      this.observation = observation;
      this.scope = scope;
    }
  }

  /** Makes, scopes and stops the observations. */
  private static final class Observer implements TaskObserver {
    private final ObservationRegistry registry;
    private final TagValues taskNames;
    private final TagValues scopeNames;

    /** By the ids of the tasks. The caller that removes an observation stops it. */
    private final Map<Long, Observed> running = new ConcurrentHashMap<>();

    volatile boolean closed;

    Observer(ObservationRegistry registry, int maxNames) {
      this.registry = registry;
      this.taskNames = new TagValues(maxNames);
      this.scopeNames = new TagValues(maxNames);
    }

    @Override
    public void started(TaskInfo task) {
      if (!task.named() || registry.isNoop()) {
        return;
      }
      Observation observation = observationOf(task);
      if (!observation.isNoop()) { // a predicate may refuse it
        observation.start();
        running.put(task.id(), new Observed(observation, open(observation)));
      }
    }

    private Observation observationOf(TaskInfo task) {
      String name = taskNames.of(task.name(), true);
      return Observation.createNotStarted(NAME, () -> new TaskObservationContext(task), registry)
          .contextualName(name)
          .lowCardinalityKeyValues(
              KeyValues.of(
                  KeyValue.of(Meters.TASK, name),
                  KeyValue.of(Meters.SCOPE, scopeNames.of(task.scope(), true)),
                  KeyValue.of(Meters.OUTCOME, Outcomes.UNKNOWN)))
          .highCardinalityKeyValues(
              KeyValues.of(
                  KeyValue.of(TASK_ID, Long.toString(task.id())),
                  KeyValue.of(TASK_NAME, task.name())));
    }

    /** Opens a scope. If a handler throws, the observation does not stay current. */
    private Observation.Scope open(Observation observation) {
      try {
        return observation.openScope();
      } catch (Throwable t) {
        try {
          closeCurrent(observation);
          observation.stop();
        } catch (Throwable again) {
          t.addSuppressed(again);
        }
        throw t;
      }
    }

    private void closeCurrent(Observation observation) {
      Observation.Scope current = registry.getCurrentObservationScope();
      if (current != null && current.getCurrentObservation() == observation) {
        current.close();
      }
    }

    @Override
    public void returned(TaskInfo task) {
      Observed observed = running.get(task.id());
      if (observed != null) {
        try {
          observed.scope.close();
        } finally {
          observed.returned = true;
          if (closed) {
            stopReturned();
          }
        }
      }
    }

    @Override
    public void ended(TaskInfo task, TaskEnd end) {
      Observed observed = running.remove(task.id());
      if (observed != null) {
        Observation observation = observed.observation;
        observation.lowCardinalityKeyValue(Meters.OUTCOME, Outcomes.of(end));
        if (end.failure() != null) {
          observation.error(end.failure());
        } else if (end.kind() == TaskEnd.Kind.CANCELLED) {
          observation.event(Observation.Event.of(Outcomes.CANCELLED));
        }
        observation.stop();
      }
    }

    /** Stops the observations whose end this observer will not be told. */
    void stopReturned() {
      running.forEach(
          (id, observed) -> {
            if (observed.returned && running.remove(id, observed)) {
              observed.observation.stop();
            }
          });
    }
  }
}
