package org.coroutines4j.internal.task;

import java.util.List;
import org.coroutines4j.runtime.debug.TextEscapes;

/** Prints task trees as lines for human readers. */
public final class TaskTreeText {
  private final StringBuilder text = new StringBuilder();

  private TaskTreeText() {}

  public static String of(List<TaskNode> trees) {
    TaskTreeText printer = new TaskTreeText();
    trees.forEach(tree -> printer.append(tree, "", ""));
    return printer.text.toString();
  }

  private void append(TaskNode node, String first, String rest) {
    text.append(first).append(TextEscapes.inLine(node.label()));
    if (!node.state().equals("active")) {
      text.append(" (").append(node.state()).append(')');
    }
    if (!node.activity().text().isEmpty()) {
      text.append(": ").append(TextEscapes.inLine(node.activity().text()));
    }
    if (!node.created().isEmpty()) {
      text.append(" (created at ").append(TextEscapes.inLine(node.created())).append(')');
    }
    text.append('\n');
    List<TaskNode> children = node.children();
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      append(children.get(i), rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
    }
  }
}
