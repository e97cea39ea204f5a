package org.coroutines4j;

import java.util.ArrayList;
import java.util.List;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.task.Body;
import org.coroutines4j.runtime.task.TaskCoroutine;
import org.coroutines4j.runtime.task.WaitedFor;
import org.jspecify.annotations.Nullable;

/** In debug mode, finds tasks that wait for each other before one of them does so for ever. */
final class WaitCycle {
  /** A chain of waits is longer only if it changes all the time. */
  private static final int LONGEST = 1_000;

  private WaitCycle() {}

  /** {@code body} is about to wait for the end of {@code task}. */
  static void enter(Body body, TaskHandle<?> task) {
    enter(body, new WaitedFor(task::coroutine, true));
  }

  /**
   * Tells that {@code body} is about to wait for {@code first}, and refuses that if the task waits,
   * by way of others or not, for {@code body}'s own one or for one that contains it. Each tells
   * first and looks then, so of those who close a cycle at once, one sees it.
   */
  static void enter(Body body, WaitedFor first) {
    if (hasLimit(body)) {
      return; // it does not wait for ever
    }
    body.awaits(first);
    List<String> chain = new ArrayList<>();
    Job own = body.rootJob();
    chain.add(name(own));
    @Nullable WaitedFor wait = first;
    while (wait != null && chain.size() < LONGEST) {
      Job awaited = wait.target().job();
      if (awaited == null) {
        return; // a lock that is free by now
      }
      chain.add((wait.toItsEnd() ? "" : "a lock of ") + name(awaited));
      if (awaited == own || (wait.toItsEnd() && waitsForItsPart(awaited, own))) {
        body.awaits(null);
        throw new IllegalStateException(
            "tasks wait for each other, and would do so for ever: " + String.join(" -> ", chain));
      }
      wait = awaited instanceof TaskCoroutine other ? other.body().awaited() : null;
    }
  }

  private static boolean hasLimit(Body body) {
    Job root = body.rootJob();
    for (Job job = body.frame().job(); job != null && job != root; job = job.getParent()) {
      if (job instanceof TimeoutBlock) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether {@code whole} is {@code part} or ends after it; a task in the background is cancelled.
   */
  private static boolean waitsForItsPart(Job whole, Job part) {
    for (Job job = part; job != null; job = job.getParent()) {
      if (job == whole) {
        return true;
      }
      TaskHandle<?> task = TaskHandle.of(job);
      if (task != null && task.isInBackground()) {
        return false;
      }
    }
    return false;
  }

  private static String name(Job job) {
    TaskHandle<?> task = TaskHandle.of(job);
    return task == null ? "code outside any task" : "task '" + task.name() + "'";
  }
}
