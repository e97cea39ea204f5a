package org.coroutines4j.internal.scope;

import java.util.Set;
import kotlinx.coroutines.Job;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.jspecify.annotations.Nullable;

/** Describes where in a program something happened, by the names of scopes and tasks. */
final class TaskLocations {
  /** The labels of scopes that the user has not named. */
  private static final Set<String> DEFAULTS =
      Set.of(
          ScopeBlockImpl.PROGRAM.label(),
          ScopeBlockImpl.TASK_SCOPE.label(),
          ScopeBlockImpl.SUPERVISOR_SCOPE.label());

  private TaskLocations() {}

  /**
   * Returns the scope and the task of {@code job}, as the end of a sentence. The scope is {@code
   * name} or, if that is null, the innermost one that the user has named. Empty if there is
   * neither.
   */
  static String in(@Nullable String name, @Nullable Job job) {
    String block = name == null ? "" : " in scope " + TextEscapes.quoted(name);
    for (Job at = job; at != null; at = at.getParent()) {
      TaskImpl<?> task = TaskImpl.of(at);
      if (task != null) {
        return block + (block.isEmpty() ? " in " : " of ") + TextEscapes.inLine(task.label());
      }
      if (block.isEmpty()
          && at instanceof TaskScopeCoroutine scope
          && !DEFAULTS.contains(scope.label())) {
        block = " in " + TextEscapes.inLine(scope.label());
      }
    }
    return block;
  }
}
