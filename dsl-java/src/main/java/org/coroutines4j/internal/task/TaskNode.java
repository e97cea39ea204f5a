package org.coroutines4j.internal.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Job in a snapshot of the task tree, and the Jobs below it.
 *
 * @param id identifies the Job among all Jobs of this JVM, in each snapshot
 * @param parent the id of the node above; 0 for a root
 * @param kind {@code task}, {@code scope}, {@code block}, {@code coroutine} for one of Kotlin, or
 *     {@code more} for what a full snapshot leaves out
 * @param name the name without the kind
 * @param label the kind and the name, for human readers; empty in a snapshot without stacks
 * @param state {@code new}, {@code active}, {@code cancelling} or {@code ended}
 * @param activity what its thread does
 * @param dispatcher the name of its dispatcher; empty if no code runs under the Job
 * @param permit the permit of its dispatcher; null if the dispatcher has no limit
 * @param created where it was created, in debug mode; else empty
 * @param needed whether the node above cannot end, by itself or by a time limit, before this one
 * @param children the Jobs directly below it
 */
public record TaskNode(
    long id,
    long parent,
    String kind,
    String name,
    String label,
    String state,
    Activity activity,
    String dispatcher,
    @Nullable String permit,
    String created,
    boolean needed,
    List<TaskNode> children) {
  /**
   * What the thread of a Job does.
   *
   * @param text for human readers; empty if no thread runs code of the Job itself
   * @param waits whether the thread waits in this library
   * @param waitedNanos for how long it has waited; 0 if that is not known
   * @param target the id of the task that it waits for; 0 if there is none, or if that is not known
   * @param toItsEnd whether it waits until the target has ended, and not for a lock of it
   */
  public record Activity(
      String text, boolean waits, long waitedNanos, long target, boolean toItsEnd) {
    static final Activity NONE = new Activity("", false, 0, 0, false);
  }

  /** Returns a node that stands for what a full snapshot leaves out. */
  static TaskNode more(long parent) {
    return more(parent, "");
  }

  /** As {@link #more(long)}, with a name that tells how many nodes that are. */
  static TaskNode more(long parent, String name) {
    return new TaskNode(
        0,
        parent,
        "more",
        name,
        "and more",
        "active",
        Activity.NONE,
        "",
        null,
        "",
        true,
        List.of());
  }

  /** Returns this node with other nodes below it. */
  TaskNode with(List<TaskNode> newChildren) {
    return new TaskNode(
        id,
        parent,
        kind,
        name,
        label,
        state,
        activity,
        dispatcher,
        permit,
        created,
        needed,
        newChildren);
  }
}
