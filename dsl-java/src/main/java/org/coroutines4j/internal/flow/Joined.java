package org.coroutines4j.internal.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/**
 * Flows that are joined in one way: one after the other, or all at once. Those that are joined of
 * others in the same way are collected as one row, so that a long chain needs no deep stack.
 */
public final class Joined implements Flow<Object> {
  /** A way of joining. */
  public enum Way {
    CONCAT,
    MERGE
  }

  private final Way way;
  private final List<Flow<Object>> parts;

  Joined(Way way, List<Flow<Object>> parts) {
    this.way = way;
    this.parts = parts;
  }

  /** Whether the parts are collected in coroutines of their own. */
  boolean isConcurrent() {
    return way == Way.MERGE;
  }

  /** The flow of kotlinx that joins them. */
  Flow<Object> kotlin() {
    List<Flow<Object>> row = new ArrayList<>();
    Deque<Flow<Object>> rest = new ArrayDeque<>();
    rest.push(this);
    while (!rest.isEmpty()) {
      Flow<Object> first = rest.pop();
      if (first instanceof Joined joined && joined.way == way) {
        for (int i = joined.parts.size() - 1; i >= 0; i--) {
          rest.push(joined.parts.get(i));
        }
      } else {
        row.add(first);
      }
    }
    return isConcurrent() ? CombiningOperators.mergeAll(row) : CombiningOperators.concatAll(row);
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    Flow<Object> row = kotlin();
    return (isConcurrent() ? FlowInterop.entering(row) : row).collect(collector, k);
  }
}
