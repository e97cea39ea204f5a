package org.coroutines4j.internal.task;

import java.util.ArrayList;
import java.util.List;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.coroutine.CoroutineContexts;
import org.coroutines4j.runtime.coroutine.RootRegistry;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.debug.TextEscapes;

/**
 * A snapshot of a Job and the Jobs below it: scopes, tasks and Kotlin coroutines.
 *
 * @param label the kind and name of the Job
 * @param state {@code new}, {@code active}, {@code cancelling} or {@code ended}
 * @param doing what its thread is doing; empty if no thread runs its code
 * @param created where it was created, in debug mode; else empty
 * @param children the Jobs directly below it
 */
public record TaskDump(
    String label, String state, String doing, String created, List<TaskDump> children) {
  /**
   * The size limit of a dump. A larger one would be useless, and slow the inspected program down.
   */
  private static final int MAX_ENTRIES = 10_000;

  /** The depth limit of a dump: a deeper tree could overflow the stack of the current thread. */
  private static final int MAX_DEPTH = 200;

  /** Returns the trees of all roots that are alive. */
  public static List<TaskDump> ofAll() {
    int[] left = {MAX_ENTRIES};
    List<TaskDump> trees = new ArrayList<>();
    RootRegistry.alive().forEach(root -> trees.addAll(of(root, left, 0)));
    return trees;
  }

  /**
   * Returns the tree of {@code job}. An anonymous block is left out: then returns the trees of its
   * children.
   *
   * @param left the number of entries that may still be added
   */
  private static List<TaskDump> of(Job job, int[] left, int depth) {
    if (left[0]-- <= 0 || depth > MAX_DEPTH) {
      boolean first = left[0] == -1 || depth > MAX_DEPTH;
      return first ? List.of(new TaskDump("and more", "active", "", "", List.of())) : List.of();
    }
    List<TaskDump> children = new ArrayList<>();
    job.getChildren()
        .iterator()
        .forEachRemaining(child -> children.addAll(of(child, left, depth + 1)));
    boolean isAnonymousBlock =
        job instanceof StructuredCoroutine node && node.label().equals("block");
    return isAnonymousBlock && (job.getParent() == null || !children.isEmpty())
        ? children
        : List.of(
            new TaskDump(label(job), state(job), TaskActivity.of(job), created(job), children));
  }

  private static String label(Job job) {
    if (job instanceof StructuredCoroutine node) {
      return node.label();
    }
    String name = CoroutineContexts.nameOf(job);
    String kind = job.getClass().getSimpleName();
    return name == null ? "Kotlin " + kind : "Kotlin " + kind + " '" + name + "'";
  }

  private static String created(Job job) {
    TaskImpl<?> task = TaskImpl.of(job);
    StackTraceElement site = task == null ? null : task.site();
    return site == null ? "" : CallSites.text(site);
  }

  private static String state(Job job) {
    if (job.isCompleted()) {
      return "ended";
    }
    return job.isCancelled() ? "cancelling" : job.isActive() ? "active" : "new";
  }

  // As text.

  public static String text(List<TaskDump> trees) {
    StringBuilder text = new StringBuilder();
    trees.forEach(tree -> tree.append(text, "", ""));
    return text.toString();
  }

  private void append(StringBuilder text, String first, String rest) {
    text.append(first).append(TextEscapes.inLine(label));
    if (!state.equals("active")) {
      text.append(" (").append(state).append(')');
    }
    if (!doing.isEmpty()) {
      text.append(": ").append(TextEscapes.inLine(doing));
    }
    if (!created.isEmpty()) {
      text.append(" (created at ").append(TextEscapes.inLine(created)).append(')');
    }
    text.append('\n');
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      children.get(i).append(text, rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
    }
  }

  // As JSON.

  public static String json(List<TaskDump> trees) {
    StringBuilder json = new StringBuilder();
    appendJson(json, trees);
    return json.toString();
  }

  private static void appendJson(StringBuilder json, List<TaskDump> trees) {
    json.append('[');
    for (int i = 0; i < trees.size(); i++) {
      TaskDump tree = trees.get(i);
      json.append(i == 0 ? "{\"name\":" : ",{\"name\":").append(quoted(tree.label));
      json.append(",\"state\":").append(quoted(tree.state));
      json.append(",\"doing\":").append(quoted(tree.doing));
      json.append(",\"created\":").append(quoted(tree.created)).append(",\"children\":");
      appendJson(json, tree.children);
      json.append('}');
    }
    json.append(']');
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (TextEscapes.isToEscape(text, i)) {
        TextEscapes.appendUnicode(quoted, c);
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
