package org.coroutines4j.internal.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds, in a snapshot, tasks that cannot end because they wait for each other. A node needs the
 * task that it waits for, and the nodes below it: a task does not end before them. A wait under a
 * time limit ends, and a daemon task is cancelled, so neither is needed. Nor is the holder of a
 * lock, which can release it before it ends.
 */
final class WaitCircles {
  /** More would help no reader. */
  private static final int MOST = 20;

  private final long minimumNanos;
  private final Map<Long, TaskNode> byId = new LinkedHashMap<>();

  /** A node on the way from the start of the search, and the nodes that it needs. */
  private record Step(TaskNode node, Iterator<TaskNode> rest) {}

  /** A stack of its own, since a chain of waits can be long. */
  private final List<Step> way = new ArrayList<>();

  private final Set<Long> onWay = new HashSet<>();
  private final Set<Long> done = new HashSet<>();
  private final List<List<TaskNode>> found = new ArrayList<>();

  private WaitCircles(long minimumNanos) {
    this.minimumNanos = minimumNanos;
  }

  /**
   * Returns the circles, each as the nodes that need the next one, and the last the first.
   *
   * @param minimumNanos waits that are known to be shorter are ignored: a snapshot that takes less
   *     time than that has seen all the others at the same time
   */
  static List<List<TaskNode>> find(List<TaskNode> trees, long minimumNanos) {
    WaitCircles search = new WaitCircles(minimumNanos);
    trees.forEach(search::collect);
    search.byId.values().forEach(search::searchFrom);
    return search.found;
  }

  private void collect(TaskNode node) {
    if (node.id() != 0) {
      byId.put(node.id(), node);
    }
    node.children().forEach(this::collect);
  }

  private void searchFrom(TaskNode start) {
    if (done.contains(start.id())) {
      return;
    }
    enter(start);
    while (!way.isEmpty() && found.size() < MOST) {
      Step step = way.get(way.size() - 1);
      if (!step.rest.hasNext()) {
        way.remove(way.size() - 1);
        onWay.remove(step.node.id());
        done.add(step.node.id());
        continue;
      }
      TaskNode next = step.rest.next();
      if (onWay.contains(next.id())) {
        addCircle(next);
      } else if (!done.contains(next.id())) {
        enter(next);
      }
    }
  }

  private void enter(TaskNode node) {
    way.add(new Step(node, needs(node).iterator()));
    onWay.add(node.id());
  }

  private void addCircle(TaskNode first) {
    List<TaskNode> nodes = way.stream().map(Step::node).toList();
    int begin = 0;
    while (nodes.get(begin).id() != first.id()) {
      begin++;
    }
    found.add(nodes.subList(begin, nodes.size()));
  }

  private List<TaskNode> needs(TaskNode node) {
    List<TaskNode> needs = new ArrayList<>();
    TaskNode.Activity activity = node.activity();
    boolean lasts = activity.waitedNanos() == 0 || activity.waitedNanos() >= minimumNanos;
    TaskNode target = !activity.toItsEnd() || !lasts ? null : byId.get(activity.target());
    if (target != null) {
      needs.add(target);
    }
    for (TaskNode child : node.children()) {
      if (child.id() != 0 && child.needed()) {
        needs.add(child);
      }
    }
    return needs;
  }
}
