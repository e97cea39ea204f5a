package org.coroutines4j.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Prints task trees as lines.
 *
 * @param filter only nodes whose name contains this text, in upper or lower case, and those above
 *     and below them
 * @param byWait whether the longest waits come first, instead of the oldest tasks
 * @param depth how many levels to show
 */
record TreePrinter(String filter, boolean byWait, int depth) {
  List<String> lines(List<Node> trees) {
    List<String> lines = new ArrayList<>();
    for (Node tree : inOrder(trees, false)) {
      append(tree, "", "", false, 1, lines);
    }
    return lines;
  }

  private void append(
      Node node, String first, String rest, boolean within, int level, List<String> lines) {
    lines.add(first + text(node));
    boolean inside = within || matches(node);
    List<Node> children = inOrder(node.children(), inside);
    if (level >= depth && !children.isEmpty()) {
      lines.add(rest + "└─ " + count(children) + " more below");
      return;
    }
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      append(
          children.get(i),
          rest + (last ? "└─ " : "├─ "),
          rest + (last ? "   " : "│  "),
          inside,
          level + 1,
          lines);
    }
  }

  private List<Node> inOrder(List<Node> nodes, boolean within) {
    List<Node> shown = new ArrayList<>();
    for (Node node : nodes) {
      if (within || hasMatch(node)) {
        shown.add(node);
      }
    }
    if (byWait) {
      shown.sort(Comparator.comparingLong(Node::longestWait).reversed());
    }
    return shown;
  }

  private boolean hasMatch(Node node) {
    return matches(node) || node.children().stream().anyMatch(this::hasMatch);
  }

  private boolean matches(Node node) {
    return node.name().toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
  }

  private static int count(List<Node> nodes) {
    return nodes.stream().mapToInt(node -> 1 + count(node.children())).sum();
  }

  static String text(Node node) {
    if (node.kind().equals("more")) {
      return node.name().isEmpty() ? "and more" : Escapes.inTerminal(node.name());
    }
    StringBuilder text = new StringBuilder();
    text.append(node.kind()).append(" '").append(Escapes.inTerminal(node.name())).append("' #");
    text.append(node.id());
    if (!node.state().equals("active")) {
      text.append(" (").append(node.state()).append(')');
    }
    if (!node.doing().isEmpty()) {
      text.append(": ").append(Escapes.inTerminal(node.doing()));
    }
    if (node.waitedMillis() != null && !node.doing().contains(", for ")) {
      text.append(", for ").append(Duration.ofMillis(node.waited()));
    }
    if (node.waitsFor() != null) {
      text.append(" [for #").append(node.waitsFor()).append(']');
    }
    if (node.permit() != null) {
      text.append(" {").append(node.permit()).append(": ");
      text.append(Escapes.inTerminal(node.dispatcher())).append('}');
    }
    if (!node.created().isEmpty()) {
      text.append(" (created at ").append(Escapes.inTerminal(node.created())).append(')');
    }
    return text.toString();
  }
}
