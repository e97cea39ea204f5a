package org.coroutines4j.internal.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/**
 * Several flows joined by concatenation or by merging. Parts that are joined in the same way are
 * flattened into one list, so that a long chain needs no deep stack.
 */
public final class FlattenedFlow implements PullableFlow {
  /** CONCAT collects the flows one after the other, MERGE collects them concurrently. */
  public enum Way {
    CONCAT,
    MERGE
  }

  private final Way way;
  private final List<Flow<Object>> parts;

  FlattenedFlow(Way way, List<Flow<Object>> parts) {
    this.way = way;
    this.parts = parts;
  }

  /** Returns whether the parts are collected in coroutines of their own. */
  boolean isConcurrent() {
    return way == Way.MERGE;
  }

  /** Returns the flow of kotlinx that joins all flattened parts. */
  Flow<Object> kotlin() {
    List<Flow<Object>> flattened = flattened();
    return isConcurrent()
        ? CombiningOperators.mergeAll(flattened)
        : CombiningOperators.concatAll(flattened);
  }

  private List<Flow<Object>> flattened() {
    List<Flow<Object>> flattened = new ArrayList<>();
    Deque<Flow<Object>> rest = new ArrayDeque<>();
    rest.push(this);
    while (!rest.isEmpty()) {
      Flow<Object> first = rest.pop();
      if (first instanceof FlattenedFlow joined && joined.way == way) {
        for (int i = joined.parts.size() - 1; i >= 0; i--) {
          rest.push(joined.parts.get(i));
        }
      } else {
        flattened.add(first);
      }
    }
    return flattened;
  }

  @Override
  public @Nullable Puller puller(int depth) {
    if (isConcurrent()) {
      return null;
    }
    Deque<Puller> pullers = new ArrayDeque<>();
    for (Flow<Object> part : flattened()) {
      Puller puller = PullableFlow.pullerOf(part, depth);
      if (puller == null) {
        return null;
      }
      pullers.add(puller);
    }
    return new ConcatPuller(pullers);
  }

  /** Pulls from one flow after the other. */
  private static final class ConcatPuller extends Puller {
    /** The first one is that of the last value. */
    private final Deque<Puller> rest;

    ConcatPuller(Deque<Puller> parts) {
      this.rest = parts;
    }

    @Override
    @Nullable Object next(CoroutineThread body) throws Exception {
      for (Puller part = rest.peek(); part != null; part = rest.peek()) {
        Object value = part.next(body);
        if (value != null) {
          return value;
        }
        rest.remove();
      }
      return null;
    }

    @Override
    Flow<Object> rest() {
      List<Flow<Object>> flows = new ArrayList<>(rest.size());
      rest.forEach(part -> flows.add(part.rest()));
      return CombiningOperators.concatAll(flows);
    }

    @Override
    boolean ownsValues() {
      return rest.stream().anyMatch(Puller::ownsValues);
    }

    @Override
    boolean giveBack(Object value) {
      Puller begun = rest.peek();
      return begun != null && begun.giveBack(value);
    }
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    Flow<Object> flattened = kotlin();
    return (isConcurrent() ? FlowInterop.entering(flattened) : flattened).collect(collector, k);
  }
}
