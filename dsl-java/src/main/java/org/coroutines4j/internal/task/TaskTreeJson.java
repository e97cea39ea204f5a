package org.coroutines4j.internal.task;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Prints task trees as JSON, as {@code docs/public/task-tree.schema.json} describes it. */
public final class TaskTreeJson {
  /** Rather too large than grown several times, which would double the garbage of a large tree. */
  private static final int CHARACTERS_OF_A_NODE = 256;

  private final StringBuilder json;

  private TaskTreeJson(int nodes) {
    json = new StringBuilder(nodes * CHARACTERS_OF_A_NODE);
  }

  private static int count(List<TaskNode> nodes) {
    int count = nodes.size();
    for (TaskNode node : nodes) {
      count += count(node.children());
    }
    return count;
  }

  public static String of(List<TaskNode> trees) {
    TaskTreeJson printer = new TaskTreeJson(count(trees));
    printer.append(trees);
    return printer.json.toString();
  }

  private void append(List<TaskNode> nodes) {
    json.append('[');
    for (int i = 0; i < nodes.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      append(nodes.get(i));
    }
    json.append(']');
  }

  private void append(TaskNode node) {
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
    json.append(",\"children\":");
    append(node.children());
    json.append('}');
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
