package org.coroutines4j.internal.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The part of a snapshot that a monitor shows: the nodes with a text in their name, those above and
 * below them, and of these the ones closest to the roots.
 */
final class TreeSelection {
  private final String word;

  /** The nodes that match, or that have a node that matches below them. */
  private final Set<TaskNode> towardsMatch = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The nodes that are shown. */
  private final Set<TaskNode> shown = Collections.newSetFromMap(new IdentityHashMap<>());

  private TreeSelection(String word) {
    this.word = word.toLowerCase(Locale.ROOT);
  }

  /** A node, and whether it or a node above it matches. */
  private record Candidate(TaskNode node, boolean within) {}

  /**
   * Returns the part of {@code trees} that has at most {@code most} nodes. Nodes of kind {@code
   * more}, which are not counted, tell how many are left out below a node.
   */
  static List<TaskNode> of(List<TaskNode> trees, int most, String word) {
    TreeSelection selection = new TreeSelection(word);
    if (!word.isEmpty()) {
      trees.forEach(selection::markTowardsMatch);
    }
    selection.choose(trees, most);
    return selection.chosen(trees, 0, word.isEmpty());
  }

  private boolean matches(TaskNode node) {
    return node.name().toLowerCase(Locale.ROOT).contains(word);
  }

  /** Returns whether the name of {@code node} contains {@code word}, in upper or lower case. */
  static boolean hasWord(TaskNode node, String word) {
    return word.isEmpty()
        || node.name().toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
  }

  private boolean markTowardsMatch(TaskNode node) {
    boolean found = matches(node);
    for (TaskNode child : node.children()) {
      found |= markTowardsMatch(child);
    }
    if (found) {
      towardsMatch.add(node);
    }
    return found;
  }

  private boolean isToShow(Candidate candidate) {
    return candidate.within || towardsMatch.contains(candidate.node);
  }

  /** Breadth first, so that a large scope does not hide its siblings. */
  private void choose(List<TaskNode> trees, int most) {
    Deque<Candidate> next = new ArrayDeque<>();
    trees.forEach(tree -> next.add(new Candidate(tree, word.isEmpty())));
    while (!next.isEmpty() && shown.size() < most) {
      Candidate candidate = next.remove();
      if (isToShow(candidate) && !isMore(candidate.node)) {
        shown.add(candidate.node);
        boolean within = candidate.within || matches(candidate.node);
        candidate.node.children().forEach(child -> next.add(new Candidate(child, within)));
      }
    }
  }

  private List<TaskNode> chosen(List<TaskNode> nodes, long parent, boolean within) {
    List<TaskNode> chosen = new ArrayList<>();
    int hidden = 0;
    boolean endless = false;
    for (TaskNode node : nodes) {
      if (shown.contains(node)) {
        boolean inside = within || matches(node);
        chosen.add(node.with(chosen(node.children(), node.id(), inside)));
      } else {
        hidden += hidden(node, within);
        endless |= isMore(node);
      }
    }
    if (hidden > 0) {
      chosen.add(TaskNode.more(parent, hidden + " more"));
    } else if (endless) {
      chosen.add(TaskNode.more(parent));
    }
    return chosen;
  }

  /** Returns how many nodes that are to be shown are hidden with {@code node}, which is hidden. */
  private int hidden(TaskNode node, boolean within) {
    if (isMore(node) || !isToShow(new Candidate(node, within))) {
      return 0;
    }
    boolean inside = within || matches(node);
    int count = 1;
    for (TaskNode child : node.children()) {
      count += hidden(child, inside);
    }
    return count;
  }

  /** Returns whether {@code node} stands for nodes that the snapshot does not have. */
  private static boolean isMore(TaskNode node) {
    return node.kind().equals("more");
  }
}
