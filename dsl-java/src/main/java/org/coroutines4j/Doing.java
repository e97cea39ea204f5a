package org.coroutines4j;

import java.util.Set;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.task.Node;

/** What the thread of a task is at, in words, from its stack. */
final class Doing {
  /** Packages of which a user wrote nothing. */
  private static final Set<String> OURS =
      Set.of(
          "org.coroutines4j",
          "org.coroutines4j.channels",
          "org.coroutines4j.flow",
          "org.coroutines4j.function",
          "org.coroutines4j.kotlin",
          "org.coroutines4j.sync",
          "org.coroutines4j.testing");

  private Doing() {}

  /** Empty if no thread runs {@code job} now. */
  static String of(Job job) {
    if (!(job instanceof Node node)) {
      return "";
    }
    Thread thread = node.runner();
    if (thread == null) {
      return "";
    }
    boolean waits = node.isWaiting();
    StackTraceElement[] stack = thread.getStackTrace();
    for (int i = 0; i < stack.length; i++) {
      if (isUsers(stack[i].getClassName())) {
        String where = " at " + stack[i];
        if (waits) {
          return "waits in " + (i == 0 ? "?" : stack[i - 1].getMethodName()) + where;
        }
        return (i == 0 ? "runs" : "in " + name(stack[i - 1])) + where;
      }
    }
    return waits ? "waits" : "runs";
  }

  private static String name(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
  }

  private static boolean isUsers(String type) {
    String pack = type.substring(0, Math.max(0, type.lastIndexOf('.')));
    return !OURS.contains(pack)
        && !pack.startsWith("org.coroutines4j.runtime")
        && !pack.startsWith("java.")
        && !pack.startsWith("jdk.")
        && !pack.startsWith("sun.")
        && !pack.startsWith("kotlin.")
        && !pack.startsWith("kotlinx.");
  }
}
