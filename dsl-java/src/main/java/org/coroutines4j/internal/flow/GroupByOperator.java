package org.coroutines4j.internal.flow;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.GroupOverflow;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.dispatch.SneakyThrow;

/** Distributes the values of one collection to a flow for each key. */
public final class GroupByOperator<K, T> {
  private static final float LOAD_FACTOR = 0.75f; // the default of the JDK

  private final int max;
  private final GroupOverflow overflow;
  private final ThrowingFunction<? super T, ? extends K> key;
  private final Channel<AsyncFlow.Group<K, T>> groups = Channel.rendezvous();

  /** The open groups. The one that has received no value for the longest time is the first. */
  private final Map<K, GroupedFlowImpl<K, T>> open = new LinkedHashMap<>(16, LOAD_FACTOR, true);

  private GroupByOperator(
      int max, GroupOverflow overflow, ThrowingFunction<? super T, ? extends K> key) {
    this.max = max;
    this.overflow = overflow;
    this.key = key;
  }

  public static <T, K> AsyncFlow<AsyncFlow.Group<K, T>> groupBy(
      AsyncFlow<T> flow, ThrowingFunction<? super T, ? extends K> key) {
    return groupBy(flow, Integer.MAX_VALUE, GroupOverflow.FAIL, key);
  }

  public static <T, K> AsyncFlow<AsyncFlow.Group<K, T>> groupBy(
      AsyncFlow<T> flow,
      int max,
      GroupOverflow overflow,
      ThrowingFunction<? super T, ? extends K> key) {
    Preconditions.atLeast(1, max, "max");
    Objects.requireNonNull(overflow, "overflow");
    Objects.requireNonNull(key, "key");
    return AsyncFlow.generate(
        out ->
            OperatorScope.run(
                operator -> {
                  GroupByOperator<K, T> grouping = new GroupByOperator<>(max, overflow, key);
                  operator.launch(() -> grouping.addAll(flow, operator));
                  for (AsyncFlow.Group<K, T> group : grouping.groups) {
                    GeneratorFlow.handOn(group, out);
                  }
                }));
  }

  private void addAll(AsyncFlow<T> flow, OperatorScope operator) {
    try {
      FlowInterop.collectInside(flow, this::add);
    } catch (Throwable t) { // tasks may wait for values of the groups
      Throwable meant = operator.onTaskFailure(t);
      open.values().forEach(group -> group.fail(meant));
      throw SneakyThrow.sneak(meant);
    }
    open.values().forEach(GroupedFlowImpl::end);
    groups.close();
  }

  private void add(T value) throws Exception {
    K k = Objects.requireNonNull(key.apply(value), "key returned null");
    GroupedFlowImpl<K, T> group = open.get(k);
    if (group == null) {
      makeRoomFor(k);
      group = new GroupedFlowImpl<>(k);
      open.put(k, group);
      group.offerTo(groups);
    }
    group.add(value);
  }

  private void makeRoomFor(K k) {
    if (open.size() < max || open.values().removeIf(GroupedFlowImpl::isAbandoned)) {
      return;
    }
    if (overflow == GroupOverflow.FAIL) {
      throw new IllegalStateException(
          "there is no room for a group of the key "
              + GroupWait.text(k)
              + ", since "
              + max
              + " groups are open. Allow more groups, or use GroupOverflow.COMPLETE_OLDEST");
    }
    Iterator<GroupedFlowImpl<K, T>> oldestFirst = open.values().iterator();
    oldestFirst.next().end();
    oldestFirst.remove();
  }
}
