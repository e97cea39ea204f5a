package org.coroutines4j.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.TaskEnd;
import org.coroutines4j.TaskInfo;
import org.coroutines4j.TaskObserver;
import org.jspecify.annotations.Nullable;

/** Counts and times the tasks of this JVM in one registry. */
final class TaskMeters implements TaskObserver {
  private final MeterRegistry registry;
  private final Tags tags;
  private final TagValues taskNames;
  private final TagValues scopeNames;
  private final Map<Names, NamedTasks> named = new ConcurrentHashMap<>();

  /** The meters that this object has created. Guarded by this. */
  private final List<Meter> created = new ArrayList<>();

  private volatile @Nullable Registration registration;
  private volatile boolean closed;

  /** The values of the tags of a task. */
  private record Names(String task, String scope) {}

  private TaskMeters(MeterRegistry registry, Tags tags, TagValues taskNames, TagValues scopeNames) {
    this.registry = registry;
    this.tags = tags;
    this.taskNames = taskNames;
    this.scopeNames = scopeNames;
  }

  /** Returns an object that counts the tasks whose code begins from now on. */
  static TaskMeters start(
      MeterRegistry registry, Tags tags, TagValues taskNames, TagValues scopeNames) {
    TaskMeters meters = new TaskMeters(registry, tags, taskNames, scopeNames);
    meters.registration = Diagnostics.observe(meters);
    return meters;
  }

  @Override
  public void started(TaskInfo task) {
    NamedTasks meters = metersOf(task);
    if (meters != null) {
      meters.active.incrementAndGet();
      meters.started.increment();
    }
  }

  @Override
  public void ended(TaskInfo task, TaskEnd end) {
    NamedTasks meters = metersOf(task);
    if (meters != null) {
      if (!end.ran().isZero()) { // it has been started
        meters.active.decrementAndGet();
      }
      meters.ended(end);
    }
  }

  /** Returns the meters of {@code task}; null if this object is closed. */
  private @Nullable NamedTasks metersOf(TaskInfo task) {
    Names names =
        new Names(taskNames.of(task.name(), task.named()), scopeNames.of(task.scope(), true));
    NamedTasks known = named.get(names);
    return known != null ? known : create(names);
  }

  private synchronized @Nullable NamedTasks create(Names names) {
    return closed ? null : named.computeIfAbsent(names, NamedTasks::new);
  }

  /** Stops counting, and removes the meters. */
  void close() {
    Registration observing = registration;
    if (observing != null) {
      observing.close();
    }
    synchronized (this) {
      closed = true;
      created.forEach(registry::remove);
      created.clear();
      named.clear();
    }
  }

  /** The meters of the tasks with the same tags. */
  private final class NamedTasks {
    final AtomicInteger active = new AtomicInteger();
    final Counter started;
    private final Timer succeeded;
    private final Timer failed;
    private final Timer cancelled;

    /** Called with the lock of {@link TaskMeters} held. */
    NamedTasks(Names names) {
      Tags own = tags.and(Meters.TASK, names.task(), Meters.SCOPE, names.scope());
      started =
          Counter.builder(Meters.TASKS_STARTED)
              .description("Tasks whose code has begun")
              .tags(own)
              .register(registry);
      Gauge gauge =
          Gauge.builder(Meters.TASKS_ACTIVE, active, AtomicInteger::get)
              .description("Tasks whose code has begun and which have not ended")
              .tags(own)
              .strongReference(true)
              .register(registry);
      succeeded = timer(own, Outcomes.SUCCEEDED);
      failed = timer(own, Outcomes.FAILED);
      cancelled = timer(own, Outcomes.CANCELLED);
      created.addAll(List.of(started, gauge, succeeded, failed, cancelled));
    }

    private Timer timer(Tags own, String outcome) {
      return Timer.builder(Meters.TASKS)
          .description("Tasks that have ended, and the time from the start of their code")
          .tags(own.and(Meters.OUTCOME, outcome))
          .register(registry);
    }

    void ended(TaskEnd end) {
      Timer timer =
          switch (end.kind()) {
            case SUCCEEDED -> succeeded;
            case FAILED -> failed;
            case CANCELLED -> cancelled;
          };
      timer.record(end.ran());
    }
  }
}
