package org.coroutines4j.runtime.debug;

import java.util.ArrayDeque;
import java.util.Deque;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * Where a task stands in the task tree, for a line of a log.
 *
 * @param names the names of the enclosing scopes and tasks that have not ended, and of the task
 *     itself, separated by slashes; control characters, slashes and brackets in them are escaped
 * @param id the id of the task, or of the scope if the code runs in no task, as in a dump
 */
public record TaskPath(String names, long id) {
  /** The most names in a path. Of a deeper tree it has the innermost ones. */
  private static final int MOST_NAMES = 10;

  private static volatile JobFinder currentJob = () -> null;

  /** Finds the Job of the code that the current thread runs. */
  public interface JobFinder {
    /** Returns the Job; null outside tasks and blocks. */
    @Nullable Job find();
  }

  /** Sets what finds the Job of the code that the current thread runs. Called once. */
  public static void findCurrentJobBy(JobFinder finder) {
    currentJob = finder;
  }

  /** Returns the path of the code that the current thread runs; null outside tasks and blocks. */
  public static @Nullable TaskPath current() {
    return of(currentJob.find());
  }

  /** Returns the path of {@code job}; null if neither it nor an ancestor has a name. */
  public static @Nullable TaskPath of(@Nullable Job job) {
    Deque<String> names = new ArrayDeque<>();
    Job innermost = null;
    for (Job node = job; node != null; node = node.getParent()) {
      String name = nameOf(node);
      if (name == null) {
        continue;
      }
      if (innermost == null) {
        innermost = node;
      }
      if (names.size() == MOST_NAMES) {
        names.addFirst("\u2026");
        break;
      }
      names.addFirst(escaped(name));
    }
    return innermost == null ? null : new TaskPath(String.join("/", names), NodeIds.of(innermost));
  }

  /** Returns the path of {@code job}, a task of {@code scope} that may have ended. */
  public static @Nullable TaskPath of(Job job, String scope) {
    TaskPath path = of(job);
    return path == null || job.getParent() != null
        ? path
        : new TaskPath(escaped(scope) + "/" + path.names, path.id);
  }

  /**
   * Returns {@code name} with what would end it or the path escaped, besides control characters.
   */
  public static String escaped(String name) {
    return TextEscapes.inLine(name).replace("/", "\\/").replace("]", "\\]");
  }

  private static @Nullable String nameOf(Job job) {
    if (job instanceof DeadlockDetector.Node node) {
      return node.isNamed() ? node.name() : null;
    }
    if (!(job instanceof CoroutineScope scope)) {
      return null;
    }
    CoroutineContext context = scope.getCoroutineContext();
    CoroutineName name = context == null ? null : context.get(CoroutineName.Key);
    return name == null ? null : name.getName();
  }

  @Override
  public String toString() {
    return names + " #" + id;
  }
}
