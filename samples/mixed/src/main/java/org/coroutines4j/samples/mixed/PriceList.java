package org.coroutines4j.samples.mixed;

// region imports
import static org.coroutines4j.Async.mapConcurrent;

import java.util.List;
import java.util.Objects;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.kotlin.KotlinInterop;
import org.coroutines4j.kotlin.Suspend;

// endregion

/** A Java service on top of a repository of Kotlin. */
public final class PriceList {
  private final Products products;

  /** A list of what is in {@code products}. */
  public PriceList(Products products) {
    this.products = products;
  }

  // region await
  /**
   * The names and prices of those of {@code ids} that there are, which it looks up concurrently.
   */
  public List<String> lines(List<Long> ids) {
    return mapConcurrent(ids, 4, id -> Suspend.<Product>await(k -> products.find(id, k))).stream()
        .filter(Objects::nonNull)
        .map(product -> product.getName() + ": " + euros(product.getCents()))
        .toList();
  }

  // endregion

  // region flow
  /** Waits until {@code count} prices below {@code cents} have been seen, and returns them. */
  public List<String> bargains(long cents, int count) {
    AsyncFlow<Product> changes = KotlinInterop.fromFlow(products.getChanges());
    return changes
        .filter(product -> product.getCents() < cents)
        .map(product -> product.getName() + " for " + euros(product.getCents()))
        .take(count)
        .toList();
  }

  // endregion

  static String euros(long cents) {
    return "%d.%02d".formatted(cents / 100, cents % 100);
  }
}
