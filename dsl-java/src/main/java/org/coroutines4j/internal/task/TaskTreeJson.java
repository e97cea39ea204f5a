package org.coroutines4j.internal.task;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Prints task trees as JSON, as {@code docs/public/task-tree.schema.json} describes it. */
public final class TaskTreeJson implements TaskTrees.Visitor {
  private static final int CHARACTERS_OF_A_NODE = 256;

  /** The length of the last dump. A buffer that grows several times would double the garbage. */
  private static volatile int usualLength = CHARACTERS_OF_A_NODE;

  private final StringBuilder json;
  private boolean first = true;

  private TaskTreeJson(int capacity) {
    json = new StringBuilder(capacity);
    json.append('[');
  }

  /** Returns the trees of all tasks of this JVM. Keeps no nodes meanwhile. */
  public static String ofAll(boolean withStacks) {
    int usual = usualLength;
    TaskTreeJson printer = new TaskTreeJson(usual + usual / 8);
    TaskTrees.visit(withStacks, printer);
    String json = printer.json.append(']').toString();
    usualLength = json.length();
    return json;
  }

  /** Returns {@code trees}. */
  static String of(List<TaskNode> trees) {
    TaskTreeJson printer = new TaskTreeJson(CHARACTERS_OF_A_NODE);
    trees.forEach(printer::visit);
    return printer.json.append(']').toString();
  }

  private void visit(TaskNode node) {
    enter(node);
    node.children().forEach(this::visit);
    leave();
  }

  @Override
  public void leave() {
    json.append("]}");
    first = false;
  }

  @Override
  public void enter(TaskNode node) {
    if (!first) {
      json.append(',');
    }
    first = true; // of those below
    TaskNode.Activity activity = node.activity();
    json.append("{\"id\":").append(node.id());
    idOrNull(",\"parent\":", node.parent());
    text(",\"kind\":", node.kind());
    text(",\"name\":", node.name());
    text(",\"state\":", node.state());
    text(",\"doing\":", activity.text());
    json.append(",\"waits\":").append(activity.waits());
    json.append(",\"waitedMillis\":");
    if (activity.waitedNanos() == 0) {
      json.append("null");
    } else {
      json.append(TimeUnit.NANOSECONDS.toMillis(activity.waitedNanos()));
    }
    idOrNull(",\"waitsFor\":", activity.target());
    text(",\"dispatcher\":", node.dispatcher());
    text(",\"permit\":", node.permit());
    text(",\"created\":", node.created());
    json.append(",\"children\":[");
  }

  private void idOrNull(String key, long id) {
    json.append(key);
    if (id == 0) {
      json.append("null");
    } else {
      json.append(id);
    }
  }

  private void text(String key, @Nullable String text) {
    json.append(key);
    if (text == null) {
      json.append("null");
    } else {
      JsonText.quote(text, json);
    }
  }
}
