package org.coroutines4j.runtime.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/** Finds, in debug mode, tasks that wait for each other, before they wait indefinitely. */
public final class DeadlockDetector {
  /** Bounds the search: a chain longer than this only appears while the waits keep changing. */
  private static final int MAX_LINKS = 1_000;

  private DeadlockDetector() {}

  /** A Job that code of this library runs. */
  public interface Node {
    /** Returns the name for messages. */
    String label();

    /** Returns the name without a word for the kind. */
    String name();

    /** Returns the id in dumps; 0 if it gets one when it is first shown. */
    default long id() {
      return 0;
    }

    /** Returns whether this is a task or a scope, and not a part of one. */
    default boolean isNamed() {
      return false;
    }

    /** Returns what the code of this Job waits for; null if it waits for no task. */
    default @Nullable WaitEdge awaited() {
      return null;
    }

    /** Returns whether this is a task. */
    default boolean isTask() {
      return false;
    }

    /** Returns whether this is a task that is cancelled when all ordinary tasks have ended. */
    default boolean isDaemon() {
      return false;
    }

    /** Returns whether a time limit ends all waits of code that runs under this Job. */
    default boolean endsWaits() {
      return false;
    }
  }

  /** A coroutine whose thread is about to wait. */
  public interface Waiter {
    /** Returns the Job of the task that the thread runs. */
    Job rootJob();

    /** Returns the Job of the innermost block that the thread runs. */
    Job innermostJob();

    /** Publishes what the thread waits for; null for nothing. */
    void awaits(@Nullable WaitEdge edge);
  }

  /**
   * Publishes that {@code waiter} is about to wait for {@code first}, and refuses that wait if it
   * closes a cycle. It closes a cycle if the awaited task waits, directly or through other tasks,
   * for {@code waiter}'s own task or for a task that contains it. A waiter under a time limit is
   * not checked, because the limit ends its wait.
   *
   * <p>Each waiter publishes its wait before it checks. So if several waiters close a cycle
   * concurrently, at least one of them finds it.
   *
   * @throws IllegalStateException if the wait closes a cycle
   */
  public static void enter(Waiter waiter, WaitEdge first) {
    if (hasTimeLimit(waiter)) {
      return;
    }
    waiter.awaits(first);
    List<Link> cycle = find(waiter, first);
    if (cycle.isEmpty() || !cycle.equals(find(waiter, first))) {
      return;
    }
    waiter.awaits(null);
    if (!first.toItsEnd() && cycle.get(0).job == waiter.rootJob()) {
      throw new IllegalStateException(
          Warning.LOCK_HELD_TWICE.text(
              "AsyncMutex is not reentrant: "
                  + name(waiter.rootJob())
                  + " holds this lock already, and would wait for itself indefinitely. Lock it once,"
                  + " around all code that needs it"));
    }
    StringJoiner chain = new StringJoiner(" -> ");
    chain.add(name(waiter.rootJob()));
    cycle.forEach(link -> chain.add((link.waited.toItsEnd() ? "" : "a lock of ") + name(link.job)));
    throw new IllegalStateException(
        Warning.WAIT_CYCLE.text(
            "tasks wait for each other, and would do so indefinitely: " + chain));
  }

  /**
   * A wait for a task. If two searches in a row find the same links, then all of these links
   * existed at the same time between the searches: each wait is an object of its own, and a waiting
   * task neither acquires nor releases a lock.
   */
  private record Link(WaitEdge waited, Job job) {
    @SuppressWarnings("ReferenceEquality") // the same wait, not an equal one
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Link link && link.waited == waited && link.job == job;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(waited);
    }
  }

  /** Returns the chain of waits from {@code first} to {@code waiter}; empty if there is none. */
  private static List<Link> find(Waiter waiter, WaitEdge first) {
    List<Link> links = new ArrayList<>();
    Job own = waiter.rootJob();
    @Nullable WaitEdge wait = first;
    while (wait != null && links.size() < MAX_LINKS) {
      Job awaited = wait.target().job();
      if (awaited == null) {
        return List.of(); // the lock is free by now, or its holder is unknown
      }
      links.add(new Link(wait, awaited));
      if (awaited == own || (wait.toItsEnd() && waitsForItsPart(awaited, own))) {
        return links;
      }
      wait = awaited instanceof Node node ? node.awaited() : null;
    }
    return List.of();
  }

  private static boolean hasTimeLimit(Waiter waiter) {
    Job root = waiter.rootJob();
    for (Job job = waiter.innermostJob(); job != null && job != root; job = job.getParent()) {
      if (job instanceof Node node && node.endsWaits()) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether {@code whole} is {@code part}, or cannot end before it. */
  private static boolean waitsForItsPart(Job whole, Job part) {
    for (Job job = part; job != null; job = job.getParent()) {
      if (job == whole) {
        return true;
      }
      if (job instanceof Node node && node.isDaemon()) {
        return false; // it is cancelled when its scope ends
      }
    }
    return false;
  }

  private static String name(Job job) {
    return job instanceof Node node && node.isTask()
        ? TextEscapes.inLine(node.label())
        : "code outside any task";
  }
}
