package org.coroutines4j;

import org.coroutines4j.internal.task.TaskDump;
import org.coroutines4j.runtime.debug.Debug;

/** Shows what all scopes and tasks of this JVM do, and switches debug mode. */
public final class Diagnostics {
  private Diagnostics() {}

  /**
   * Returns all scopes and tasks of this JVM that have not ended, and the Kotlin coroutines in
   * them, as a tree of lines for people; the form may change.
   *
   * <p>A line shows the name, the state if that is not active, and where in the user's code the
   * thread waits, runs or blocks. In {@linkplain #setDebug debug mode} it also shows for how long a
   * task has waited and where it was made. The program goes on meanwhile, so that the tree may mix
   * two moments. A tree of more than 10,000 tasks or 200 levels ends with "and more". Never waits.
   */
  public static String dump() {
    return TaskDump.text(TaskDump.ofAll());
  }

  /**
   * Returns what {@link #dump} shows, as JSON: a list of trees. Each tree is an object with {@code
   * name}, {@code state} ({@code new}, {@code active}, {@code cancelling} or {@code ended}), {@code
   * doing} and {@code created}, which may be empty, and {@code children}. Never waits.
   */
  public static String dumpJson() {
    return TaskDump.json(TaskDump.ofAll());
  }

  /**
   * Switches debug mode on or off, for what begins from then on. {@code -Dcoroutines4j.debug}
   * switches it on from the start. Debug mode reports the following, as warnings of the logger
   * {@code org.coroutines4j} unless said otherwise:
   *
   * <ul>
   *   <li>A task, or a step of a Kotlin coroutine, that holds an {@linkplain Dispatchers#eventLoop
   *       event loop} for 100 milliseconds or longer, with the place where it was then.
   *   <li>A task that holds a permit of a limited dispatcher and is blocked on a lock whose owner
   *       waits for a permit. A task that waits while it holds a lock risks that. The JDK knows the
   *       owners of locks on platform threads only.
   *   <li>Tasks that would wait for each other indefinitely, for a task that they are part of, or
   *       for a mutex that one of them holds in a {@code withLock}. The {@code await}, {@code
   *       join}, {@code awaitOutcome} or wait for the mutex that closes the circle throws {@link
   *       IllegalStateException}, unless it is within a timeout.
   *   <li>A loop over a flow that ended by {@code break} or an exception, so that its flow stays
   *       open until the block or task of the loop ends, with the place of the loop.
   *   <li>The place where an {@code await}, a {@code gather} or another block first threw the
   *       failure of a task. The failure carries it as a suppressed exception, "awaited here".
   * </ul>
   */
  public static void setDebug(boolean on) {
    Debug.set(on);
  }

  /** Returns whether debug mode is on. */
  public static boolean isDebug() {
    return Debug.isOn();
  }
}
