package org.coroutines4j.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.ReceiveChannel;
import org.jspecify.annotations.Nullable;

/**
 * Adds meters for the tasks of this JVM to a {@link MeterRegistry}, and for the queues, channels,
 * dispatchers and service scopes that a program registers by name. The page "Metrics" of the guide
 * lists the meters.
 *
 * <p>Objects can be registered, and registries bound, in any order. A queue or channel is not kept
 * in memory by its registration: its meters are removed when it has been garbage collected.
 *
 * <p>All methods may be called on any thread, and none of them waits.
 */
public final class CoroutineMetrics implements MeterBinder, AutoCloseable {
  /** Removes the meters of collected objects. Its thread ends when this class is unloaded. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final Tags tags;
  private final TagValues taskNames;
  private final TagValues scopeNames;

  private final Object lock = new Object();

  /** Guarded by the lock. */
  private final IdentityHashMap<MeterRegistry, TaskMeters> bound = new IdentityHashMap<>();

  /** Guarded by the lock. */
  private final Map<GaugeGroup.Key, GaugeGroup<?>> groups = new HashMap<>();

  /** Guarded by the lock. */
  private boolean closed;

  private CoroutineMetrics(Builder settings) {
    this.tags = Tags.of(settings.tags);
    this.taskNames = new TagValues(settings.maxNames);
    this.scopeNames = new TagValues(settings.maxNames);
  }

  /** Returns metrics with at most 100 different names of tasks, and of scopes, as tag values. */
  public static CoroutineMetrics create() {
    return builder().build();
  }

  /** Returns a builder of metrics with other settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Adds the meters to {@code registry}. Counts the tasks whose code begins from now on. Does
   * nothing if they have been added to this registry.
   *
   * @throws IllegalStateException if these metrics are closed
   */
  @Override
  public void bindTo(MeterRegistry registry) {
    Objects.requireNonNull(registry, "registry");
    synchronized (lock) {
      requireOpen();
      if (!bound.containsKey(registry)) {
        bound.put(registry, TaskMeters.start(registry, tags, taskNames, scopeNames));
        groups.values().forEach(group -> group.addTo(registry));
      }
    }
  }

  /**
   * Adds meters for {@code queue}, until the result is closed or the queue is garbage collected.
   *
   * @param name the value of the tag {@code name}
   * @throws IllegalArgumentException if {@code name} is blank, or the name of another queue
   * @throws IllegalStateException if these metrics are closed
   */
  public Registration queue(String name, AsyncQueue<?> queue) {
    Objects.requireNonNull(queue, "queue");
    return addWeakly("queue", name, queue, Reading.of(queue));
  }

  /**
   * Adds meters for {@code channel}, until the result is closed or the object {@code channel} is
   * garbage collected.
   *
   * @param name the value of the tag {@code name}
   * @throws IllegalArgumentException if {@code name} is blank, or the name of another channel
   * @throws IllegalStateException if these metrics are closed
   * @throws UnsupportedOperationException if the channel has no {@linkplain ReceiveChannel#snapshot
   *     snapshot}
   */
  public Registration channel(String name, ReceiveChannel<?> channel) {
    Objects.requireNonNull(channel, "channel");
    return addWeakly("channel", name, channel, Reading.of(channel));
  }

  /**
   * Adds meters for {@code dispatcher}, until the result is closed.
   *
   * @param name the value of the tag {@code name}
   * @throws IllegalArgumentException if {@code dispatcher} has no limit, or if {@code name} is
   *     blank, or the name of another dispatcher
   * @throws IllegalStateException if these metrics are closed
   */
  public Registration dispatcher(String name, Dispatcher dispatcher) {
    Objects.requireNonNull(dispatcher, "dispatcher");
    GaugeGroup<?> group = add("dispatcher", name, () -> dispatcher, Reading.of(dispatcher));
    return () -> remove(group);
  }

  /**
   * Adds meters for {@code scope}, until the result is closed. To remove them when the scope is
   * closed, pass the result to {@link ServiceScope#use(AutoCloseable)}.
   *
   * @param name the value of the tag {@code name}
   * @throws IllegalArgumentException if {@code name} is blank, or the name of another service scope
   * @throws IllegalStateException if these metrics are closed
   */
  public Registration scope(String name, ServiceScope scope) {
    Objects.requireNonNull(scope, "scope");
    GaugeGroup<?> group = add("scope", name, () -> scope, Reading.of(scope));
    return () -> remove(group);
  }

  private <T> Registration addWeakly(
      String kind, String name, T object, List<Reading<T>> readings) {
    WeakReference<T> reference = new WeakReference<>(object);
    synchronized (lock) { // a concurrent close must find the cleanable
      GaugeGroup<T> group = add(kind, name, reference::get, readings);
      group.removedBy(CLEANER.register(object, () -> remove(group)));
      return () -> remove(group);
    }
  }

  private <T> GaugeGroup<T> add(
      String kind, String name, Supplier<? extends @Nullable T> object, List<Reading<T>> readings) {
    if (Objects.requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
    GaugeGroup.Key key = new GaugeGroup.Key(kind, name);
    GaugeGroup<T> group = new GaugeGroup<>(tags, key, object, readings);
    synchronized (lock) {
      requireOpen();
      if (groups.containsKey(key)) {
        throw new IllegalArgumentException(
            "a "
                + kind
                + " named '"
                + name
                + "' is registered already. Give this one another name, or close the registration of"
                + " the other one");
      }
      groups.put(key, group);
      try {
        bound.keySet().forEach(group::addTo);
      } catch (RuntimeException | Error e) { // by a filter or a registry
        remove(group);
        throw e;
      }
    }
    return group;
  }

  private void remove(GaugeGroup<?> group) {
    synchronized (lock) {
      groups.remove(group.key(), group);
      group.remove();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("these metrics are closed; create new ones");
    }
  }

  /**
   * Removes all meters from all registries, and stops counting tasks. Does nothing if these metrics
   * are closed.
   */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      bound.values().forEach(TaskMeters::close);
      bound.clear();
      List.copyOf(groups.values()).forEach(this::remove);
    }
  }

  /** Removes the meters of a registered object when it is closed. */
  public interface Registration extends AutoCloseable {
    /** Removes the meters. Does nothing if they have been removed. */
    @Override
    void close();
  }

  /** The settings of metrics. Each setter changes this builder and returns it. */
  public static final class Builder {
    private int maxNames = TagValues.DEFAULT_LIMIT;
    private List<Tag> tags = List.of();

    private Builder() {}

    /**
     * Sets how many different names of tasks, and how many of scopes, become tag values. All
     * further names share the value {@code other}. The default is 100.
     *
     * @param limit the maximum number of names, at least 1
     * @throws IllegalArgumentException if {@code limit} is less than 1
     */
    public Builder maxNames(int limit) {
      maxNames = TagValues.requireLimit(limit);
      return this;
    }

    /** Sets tags that all meters have in addition to their own. The default is none. */
    public Builder tags(Iterable<? extends Tag> tags) {
      this.tags = List.copyOf(Tags.of(Objects.requireNonNull(tags, "tags")).stream().toList());
      return this;
    }

    /** Creates metrics with the current settings. */
    public CoroutineMetrics build() {
      return new CoroutineMetrics(this);
    }
  }
}
