package org.coroutines4j.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of one registered object, in all registries that the metrics are bound to. The caller
 * of each method holds the lock of the metrics.
 */
final class GaugeGroup<T> {
  /**
   * A kind of object and a name, which identify a group.
   *
   * @param kind such as {@code queue}
   */
  record Key(String kind, String name) {}

  /** A gauge that was added to a registry. */
  private record Added(MeterRegistry registry, Meter meter) {}

  /** Returns the object; null when it was garbage collected. */
  private final Supplier<? extends @Nullable T> object;

  private final List<Reading<T>> readings;
  private final Key key;
  private final Tags tags;

  private final List<Added> added = new ArrayList<>();

  /** Null for an object that is kept in memory. */
  private Cleaner.@Nullable Cleanable onCollection;

  GaugeGroup(
      Tags common, Key key, Supplier<? extends @Nullable T> object, List<Reading<T>> readings) {
    this.key = key;
    this.tags = common.and(Meters.NAME, key.name());
    this.object = object;
    this.readings = readings;
  }

  Key key() {
    return key;
  }

  /** Sets what removes this group when the object is garbage collected. */
  void removedBy(Cleaner.Cleanable cleanable) {
    onCollection = cleanable;
  }

  /** Adds the gauges to {@code registry}. */
  void addTo(MeterRegistry registry) {
    for (Reading<T> reading : readings) {
      Meter gauge =
          Gauge.builder(reading.meter(), this, group -> group.read(reading))
              .description(reading.description())
              .baseUnit(reading.unit())
              .tags(tags)
              .strongReference(true) // this group does not keep the object in memory
              .register(registry);
      added.add(new Added(registry, gauge));
    }
  }

  private double read(Reading<T> reading) {
    T present = object.get();
    return present == null ? Double.NaN : reading.value().applyAsDouble(present);
  }

  /**
   * Removes the gauges from all registries. Also withdraws the cleanable, which would keep this
   * group in memory as long as the object lives. That calls this method again, with nothing left.
   */
  void remove() {
    for (Added one : added) {
      one.registry().remove(one.meter());
    }
    added.clear();
    Cleaner.Cleanable cleanable = onCollection;
    onCollection = null;
    if (cleanable != null) {
      cleanable.clean();
    }
  }
}
