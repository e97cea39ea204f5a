package org.coroutines4j.samples.mixed;

import static org.coroutines4j.Async.delay;

import java.time.Duration;
import java.util.Map;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;

/** Where the stock is counted, which takes a while. */
final class Warehouse implements Stock {
  private final Map<Long, Integer> counts;

  Warehouse(Map<Long, Integer> counts) {
    this.counts = Map.copyOf(counts);
  }

  @Override
  public Task<Integer> left(TaskScope scope, long id) {
    return scope
        .named("stock-" + id)
        .async(
            () -> {
              delay(Duration.ofMillis(20));
              return counts.getOrDefault(id, 0);
            });
  }
}
