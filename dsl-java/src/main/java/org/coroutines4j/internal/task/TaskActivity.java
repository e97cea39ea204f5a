package org.coroutines4j.internal.task;

import java.time.Duration;
import kotlinx.coroutines.Job;
import org.coroutines4j.internal.context.InterceptedCall;
import org.coroutines4j.internal.task.TaskNode.Activity;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;
import org.coroutines4j.runtime.coroutine.TaskCoroutine;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.debug.NodeIds;

/** Describes what a task is doing, from the stack trace of its thread. */
final class TaskActivity {
  private static final String DELAYS = AwaitOperations.class.getName();

  private TaskActivity() {}

  /**
   * Returns what {@code node} is doing.
   *
   * @param withStack whether to tell where its thread is
   */
  static Activity of(StructuredCoroutine node, boolean withStack) {
    Thread thread = node.runner();
    if (thread == null) {
      boolean queued = node instanceof TaskCoroutine task && task.isQueued();
      return queued ? new Activity("queued by its scope", false, 0, 0, false) : Activity.NONE;
    }
    boolean waits = node.isWaiting();
    Job target = waits ? node.awaitedJob() : null;
    return new Activity(
        withStack ? where(node, waits, thread.getStackTrace()) : state(node, waits, thread),
        waits,
        waits ? node.waitedFor() : 0,
        target == null ? 0 : NodeIds.of(target),
        target != null && node.awaitsEnd());
  }

  private static String state(StructuredCoroutine node, boolean waits, Thread thread) {
    if (waits) {
      return "waits" + since(node);
    }
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> "blocked";
      default -> "runs";
    };
  }

  private static String where(StructuredCoroutine node, boolean waits, StackTraceElement[] stack) {
    boolean inWrapper = false; // code of an around(...), not of the task
    for (int i = 0; i < stack.length; i++) {
      if (isWrapped(stack[i])) {
        inWrapper = stack[i].getMethodName().equals(InterceptedCall.CALL);
      } else if (!inWrapper && CallSites.isUsers(stack[i].getClassName())) {
        String where = " at " + CallSites.text(stack[i]);
        if (waits) {
          String verb = i == 0 ? "?" : stack[i - 1].getMethodName();
          return "waits in " + verb + where + since(node);
        }
        return (i == 0 ? "runs" : "in " + name(stack[i - 1])) + where;
      }
    }
    return (waits ? "waits" + lastVerb(stack) : "runs") + since(node);
  }

  /**
   * Returns the verb that a task waits in, for a stack without code of users: the task is a method
   * reference to the verb, or an operator of a flow. An operator that waits for time is in delay.
   */
  private static String lastVerb(StackTraceElement[] stack) {
    String verb = "";
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().equals(DELAYS) && frame.getMethodName().equals("delay")) {
        return " in delay";
      }
      if (CallSites.isVerb(frame.getClassName()) && !isWrapped(frame)) {
        verb = " in " + withoutLambda(frame.getMethodName());
      } else if (!verb.isEmpty()) {
        return verb;
      }
    }
    return "";
  }

  private static boolean isWrapped(StackTraceElement frame) {
    return frame.getClassName().equals(InterceptedCall.class.getName());
  }

  /** Returns the method that contains a lambda, which javac names like {@code lambda$delay$3}. */
  private static String withoutLambda(String method) {
    return method.startsWith("lambda$") ? method.split("\\$", 3)[1] : method;
  }

  private static String since(StructuredCoroutine node) {
    long nanos = node.waitedFor();
    return nanos == 0 ? "" : ", for " + Duration.ofNanos(nanos / 1_000_000 * 1_000_000);
  }

  private static String name(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
  }
}
