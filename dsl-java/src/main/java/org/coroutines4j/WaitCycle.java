package org.coroutines4j;

import java.util.ArrayList;
import java.util.List;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.task.Body;
import org.coroutines4j.runtime.task.TaskCoroutine;

/** In debug mode, finds tasks that wait for each other before one of them does so for ever. */
final class WaitCycle {
  /** A chain of waits is longer only if it changes all the time. */
  private static final int LONGEST = 1_000;

  private WaitCycle() {}

  /**
   * Tells that {@code body} is about to wait for {@code task}, and refuses that if the task waits,
   * by way of others or not, for {@code body}'s own one or for one that contains it. Each tells
   * first and looks then, so of those who close a cycle at once, one sees it.
   */
  static void enter(Body body, TaskHandle<?> task) {
    body.awaits(task.coroutine());
    List<String> chain = new ArrayList<>();
    Job own = body.rootJob();
    chain.add(name(own));
    Job awaited = task.coroutine();
    while (awaited != null && chain.size() < LONGEST) {
      chain.add(name(awaited));
      if (Scope.isAtOrAbove(awaited, own)) {
        body.awaits(null);
        throw new IllegalStateException(
            "tasks wait for each other, and would do so for ever: " + String.join(" -> ", chain));
      }
      awaited = awaited instanceof TaskCoroutine other ? other.body().awaited() : null;
    }
  }

  private static String name(Job job) {
    TaskHandle<?> task = TaskHandle.of(job);
    return task == null ? "code outside any task" : "task '" + task.name() + "'";
  }
}
