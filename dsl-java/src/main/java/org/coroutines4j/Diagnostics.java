package org.coroutines4j;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.coroutines4j.internal.task.TaskObservers;
import org.coroutines4j.internal.task.TaskTreeJson;
import org.coroutines4j.internal.task.TaskTreeText;
import org.coroutines4j.internal.task.TaskTrees;
import org.coroutines4j.internal.task.Warnings;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;
import org.coroutines4j.runtime.debug.WarningHistory;

/** Shows the activity of all scopes and tasks of this JVM, and switches debug mode. */
public final class Diagnostics {
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]+-[0-9]+");

  private Diagnostics() {}

  /**
   * Returns all scopes and tasks of this JVM that have not ended, and the Kotlin coroutines in
   * them, as a tree of lines for human readers. The format may change.
   *
   * <p>A line shows the name, the state if that is not active, and where in the user's code the
   * thread waits, runs or blocks. In {@linkplain #setDebug debug mode} it also shows for how long a
   * task has waited and where it was created. The program continues meanwhile, so the tree may mix
   * two moments. A tree of more than 10,000 tasks or 200 levels ends with "and more". Never waits.
   */
  public static String dump() {
    return TaskTreeText.of(TaskTrees.read(true));
  }

  /** Returns {@link #dumpJson(boolean)} with stacks. Never waits. */
  public static String dumpJson() {
    return dumpJson(true);
  }

  /**
   * Returns what {@link #dump} shows, as JSON: a list of trees. The schema is {@code
   * docs/public/task-tree.schema.json}. Each node is an object with these members:
   *
   * <ul>
   *   <li>{@code id}, a number that identifies the task, scope or coroutine among all of this JVM,
   *       in this and each later call; {@code parent}, the id of the node above, or null
   *   <li>{@code kind}: {@code task}, {@code scope}, {@code block}, {@code coroutine} for a
   *       coroutine of Kotlin, or {@code more} for nodes that were left out; {@code name}
   *   <li>{@code state}: {@code new}, {@code active}, {@code cancelling} or {@code ended}
   *   <li>{@code doing}, a text that may change; {@code waits}, whether it waits in a verb of this
   *       library; {@code waitsFor}, the id of the task that it waits for, or in debug mode of the
   *       holder of the lock, or null
   *   <li>{@code waitedMillis}, for how long it has waited, or null if that is not known: see
   *       {@link #setTimesWaits}
   *   <li>{@code dispatcher}, a name that may be empty; {@code permit}, {@code held}, {@code
   *       released}, {@code waiting} or {@code not needed}, or null if the dispatcher has no limit
   *   <li>{@code created}, the place in the code, in debug mode; else empty
   *   <li>{@code children}, a list of nodes
   * </ul>
   *
   * <p>Never waits.
   *
   * @param withStacks whether {@code doing} tells where each thread is. That takes a stack trace of
   *     each thread, of up to 10,000 nodes. Without stacks up to 200,000 nodes are shown.
   */
  public static String dumpJson(boolean withStacks) {
    return TaskTreeJson.ofAll(withStacks);
  }

  /**
   * Sets whether each wait that begins from now on records when it began, as in {@linkplain
   * #setDebug debug mode}, so that a dump can show for how long tasks have waited. It costs some
   * tens of nanoseconds a wait. Off by default.
   */
  public static void setTimesWaits(boolean on) {
    Debug.setTimesWaits(on);
  }

  /**
   * Switches debug mode on or off, for tasks and waits that begin from now on. The system property
   * {@code -Dcoroutines4j.debug} switches it on from the start. Debug mode reports the following,
   * as warnings of the logger {@code org.coroutines4j} unless said otherwise:
   *
   * <ul>
   *   <li>A task, or a step of a Kotlin coroutine, that holds an {@linkplain Dispatchers#eventLoop
   *       event loop} for 100 milliseconds or longer, with the place that it had reached by then.
   *   <li>A task that holds a permit of a limited dispatcher and is blocked on a lock whose owner
   *       waits for a permit. A task that waits while it holds a lock risks that. Detected on
   *       platform threads only, since the JDK does not tell which virtual thread owns a lock.
   *   <li>Tasks that would wait indefinitely: for each other, for a task that they are part of, or
   *       for a mutex that one of them holds in a {@code withLock}. The {@code await}, {@code
   *       join}, {@code awaitOutcome} or wait for the mutex that closes the cycle throws {@link
   *       IllegalStateException}, unless it is within a timeout.
   *   <li>A loop over a flow that exited by {@code break} or an exception, with the place of the
   *       loop. The flow stays open until the block or task of the loop ends.
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

  /**
   * Adds an observer, which is called at the start and the end of each task of this JVM whose code
   * begins from now on, and at the end of each task that ends without having run its code. Closing
   * the result removes the observer. Without an observer, a task pays only for reading two fields.
   * Never waits.
   */
  public static TaskObserver.Registration observe(TaskObserver observer) {
    return TaskObservers.add(observer);
  }

  /**
   * Returns the last warnings that the library has logged in this JVM, at most 200, in that order.
   */
  public static List<LoggedWarning> warnings() {
    return WarningHistory.entries().stream().map(Warnings::logged).toList();
  }

  /**
   * Logs a warning of code that integrates this library with another one, as the library logs its
   * own: as one line, with the path and the id of the task that the current thread runs, and kept
   * for {@link #warnings()}. Never waits, and throws nothing but what is wrong with its arguments.
   *
   * @param code a code of the integration, letters and digits with a hyphen before the number, such
   *     as {@code SHOP-17}
   * @param text what is wrong, with the value, and what to do
   * @throws IllegalArgumentException if {@code code} does not have that form
   */
  public static void warn(String code, String text) {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(text, "text");
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "code must be letters and digits with a hyphen before a number, such as SHOP-17, but was "
              + TextEscapes.quoted(code));
    }
    Warning.logLine(code, text);
  }
}
