package org.coroutines4j.internal.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps the nodes of a snapshot as trees. */
final class TreeBuilder implements TaskTrees.Visitor {
  /** A node, and those below it so far. */
  private record Open(TaskNode node, List<TaskNode> children) {}

  private final List<TaskNode> trees = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();

  @Override
  public void enter(TaskNode node) {
    open.push(new Open(node, new ArrayList<>(0)));
  }

  @Override
  public void leave() {
    Open ended = open.pop();
    TaskNode whole = ended.children.isEmpty() ? ended.node : ended.node.with(ended.children);
    (open.isEmpty() ? trees : open.peek().children).add(whole);
  }

  List<TaskNode> trees() {
    return trees;
  }
}
