package org.coroutines4j;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.TaskCoroutine;
import org.coroutines4j.runtime.coroutine.WaitEdge;
import org.coroutines4j.runtime.dispatch.Escapes;
import org.jspecify.annotations.Nullable;

/** In debug mode, finds tasks that wait for each other before one of them does so for ever. */
final class DeadlockDetector {
  /** A chain of waits is longer only if it changes all the time. */
  private static final int LONGEST = 1_000;

  private DeadlockDetector() {}

  /** {@code body} is about to wait for the end of {@code task}. */
  static void enter(CoroutineThread body, TaskImpl<?> task) {
    enter(body, new WaitEdge(task::coroutine, true));
  }

  /**
   * Tells that {@code body} is about to wait for {@code first}, and refuses that if the task waits,
   * by way of others or not, for {@code body}'s own one or for one that contains it. Each tells
   * first and looks then, so of those who close a cycle at once, one sees it.
   */
  static void enter(CoroutineThread body, WaitEdge first) {
    if (hasLimit(body)) {
      return; // it does not wait for ever
    }
    body.awaits(first);
    List<Link> cycle = find(body, first);
    if (cycle.isEmpty() || !cycle.equals(find(body, first))) {
      return;
    }
    body.awaits(null);
    StringJoiner chain = new StringJoiner(" -> ");
    chain.add(name(body.rootJob()));
    cycle.forEach(link -> chain.add((link.waited.toItsEnd() ? "" : "a lock of ") + name(link.job)));
    throw new IllegalStateException(
        "tasks wait for each other, and would do so for ever: " + chain);
  }

  /**
   * Somebody waits for a task. Found twice, one after the other, links have all been there at once
   * in between: a wait is an object of its own, and who is in it neither locks nor unlocks.
   */
  private record Link(WaitEdge waited, Job job) {
    @SuppressWarnings("ReferenceEquality") // the same wait, not one like it
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Link link && link.waited == waited && link.job == job;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(waited);
    }
  }

  /** From {@code first} to {@code body}; nothing if it does not come back there. */
  private static List<Link> find(CoroutineThread body, WaitEdge first) {
    List<Link> links = new ArrayList<>();
    Job own = body.rootJob();
    @Nullable WaitEdge wait = first;
    while (wait != null && links.size() < LONGEST) {
      Job awaited = wait.target().job();
      if (awaited == null) {
        return List.of(); // a lock that is free by now, or held by nobody that is known
      }
      links.add(new Link(wait, awaited));
      if (awaited == own || (wait.toItsEnd() && waitsForItsPart(awaited, own))) {
        return links;
      }
      wait = awaited instanceof TaskCoroutine other ? other.body().awaited() : null;
    }
    return List.of();
  }

  private static boolean hasLimit(CoroutineThread body) {
    Job root = body.rootJob();
    for (Job job = body.frame().job(); job != null && job != root; job = job.getParent()) {
      if (job instanceof TimeoutCoroutine) {
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
      TaskImpl<?> task = TaskImpl.of(job);
      if (task != null && task.isInBackground()) {
        return false;
      }
    }
    return false;
  }

  private static String name(Job job) {
    TaskImpl<?> task = TaskImpl.of(job);
    return task == null ? "code outside any task" : "task " + Escapes.quoted(task.name());
  }
}
