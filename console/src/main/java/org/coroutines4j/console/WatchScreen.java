package org.coroutines4j.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code --watch} shows of an overview, and how keys change that. */
final class WatchScreen {
  private static final String KEYS =
      "arrows: select, fold, unfold   w: longest waits first   /: filter   s: stacks   q: quit";

  private static final long NONE = -1;

  /** A key that the user has pressed. */
  enum Key {
    UP,
    DOWN,
    LEFT,
    RIGHT,
    ENTER,
    ESCAPE,
    BACKSPACE
  }

  /** A line of the tree, and the node that it shows. */
  private record Line(String text, Node node) {}

  private String filter;
  private boolean byWait;
  private boolean typing;

  /** The id of the selected node; {@link #NONE} before the first key. */
  private long selected = NONE;

  private int firstLine;
  private final Set<Long> folded = new HashSet<>();
  private List<Line> lines = List.of();

  WatchScreen(String filter, boolean byWait) {
    this.filter = filter;
    this.byWait = byWait;
  }

  /** Returns the text that names must contain. */
  String filter() {
    return filter;
  }

  /** Returns whether the user is typing the filter, so that letters are no commands. */
  boolean isTyping() {
    return typing;
  }

  /** Returns the screen as lines, at most {@code height}, each of at most {@code width}. */
  List<String> show(Overview overview, int height, int width) {
    lines = new ArrayList<>();
    for (Node tree : inOrder(overview.trees())) {
      add(tree, "", "");
    }
    List<String> head = shortened(head(overview), Math.max(1, height / 3));
    int room = Math.max(1, height - head.size() - 1);
    scroll(room);
    List<String> screen = new ArrayList<>(head);
    for (int i = firstLine; i < Math.min(lines.size(), firstLine + room); i++) {
      Line line = lines.get(i);
      screen.add((line.node.id() == selected ? "> " : "  ") + line.text);
    }
    screen.add(typing ? "filter: " + Escapes.inTerminal(filter) + "_" : KEYS);
    return screen.stream().map(line -> cut(line, width)).limit(height).toList();
  }

  private static List<String> shortened(List<String> head, int most) {
    if (head.size() <= most) {
      return head;
    }
    List<String> shown = new ArrayList<>(head.subList(0, most));
    shown.set(most - 1, shown.get(most - 1) + "; and " + (head.size() - most) + " more lines");
    return shown;
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "\u2026";
  }

  private List<String> head(Overview overview) {
    List<String> head = new ArrayList<>();
    head.add(
        overview.nodes()
            + " nodes, "
            + overview.waiting()
            + " wait; "
            + overview.states()
            + (filter.isEmpty() ? "" : "; names with '" + Escapes.inTerminal(filter) + "'")
            + (byWait ? "; longest waits first" : ""));
    for (Overview.Permits each : overview.dispatchers()) {
      head.add(
          Escapes.inTerminal(each.name())
              + (": " + each.used() + " of " + each.permits() + " permits held, ")
              + (each.waiting() + " wait"));
    }
    for (Overview.Queue each : overview.queues()) {
      head.add(
          "'"
              + Escapes.inTerminal(each.name())
              + ("': " + each.size() + (each.capacity() == null ? "" : " of " + each.capacity()))
              + (" elements, " + each.waitingProducers() + " producers and ")
              + (each.waitingConsumers() + " consumers wait"));
    }
    for (List<Node> circle : overview.circles()) {
      StringBuilder text = new StringBuilder("waits in a circle: ");
      circle.forEach(node -> text.append(nameOf(node)).append(" \u2192 "));
      head.add(text.append(nameOf(circle.get(0))).toString());
    }
    return head;
  }

  private static String nameOf(Node node) {
    return Escapes.inTerminal(node.name()) + " #" + node.id();
  }

  private void add(Node node, String first, String rest) {
    boolean isFolded = folded.contains(node.id()) && !node.children().isEmpty();
    lines.add(new Line(first + TreePrinter.text(node) + (isFolded ? " [+]" : ""), node));
    if (isFolded) {
      return;
    }
    List<Node> children = inOrder(node.children());
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      add(
          children.get(i),
          rest + (last ? "\u2514\u2500 " : "\u251c\u2500 "),
          rest + (last ? "   " : "\u2502  "));
    }
  }

  private List<Node> inOrder(List<Node> nodes) {
    if (!byWait) {
      return nodes;
    }
    return nodes.stream().sorted(Comparator.comparingLong(Node::longestWait).reversed()).toList();
  }

  private int selectedLine() {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).node.id() == selected) {
        return i;
      }
    }
    return 0;
  }

  private void scroll(int room) {
    int line = selectedLine();
    firstLine = Math.min(firstLine, line);
    firstLine = Math.max(firstLine, line - room + 1);
  }

  /** Selects {@code line} or the next one in the direction {@code step} that shows a node. */
  private void select(int line, int step) {
    int to = line;
    while (to >= 0 && to < lines.size()) {
      if (!lines.get(to).node.kind().equals("more")) {
        selected = lines.get(to).node.id();
        return;
      }
      to += step;
    }
  }

  /** Obeys a key that is no character. */
  void press(Key key) {
    switch (key) {
      case UP -> select(selectedLine() - 1, -1);
      case DOWN -> select(selectedLine() + 1, 1);
      case LEFT -> folded.add(selectedOrFirst());
      case RIGHT -> folded.remove(selectedOrFirst());
      case ENTER -> typing = false;
      case ESCAPE -> {
        typing = false;
        filter = "";
      }
      case BACKSPACE -> {
        if (typing && !filter.isEmpty()) {
          filter = filter.substring(0, filter.offsetByCodePoints(filter.length(), -1));
        }
      }
    }
  }

  private long selectedOrFirst() {
    select(selectedLine(), 1);
    return selected;
  }

  /** Obeys a character. Returns the command for the caller; null if there is none. */
  @Nullable Character type(char c) {
    if (typing) {
      if (c >= ' ') {
        filter += c;
      }
      return null;
    }
    switch (c) {
      case 'w' -> byWait = !byWait;
      case '/' -> typing = true;
      case 'q', 's' -> {
        return c;
      }
      default -> {
        // no command
      }
    }
    return null;
  }
}
