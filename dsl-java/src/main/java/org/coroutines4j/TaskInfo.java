package org.coroutines4j;

import java.util.Objects;

/**
 * A task, as a {@link TaskObserver} sees it.
 *
 * @param id the number that identifies the task, as in {@link Diagnostics#dumpJson()}
 * @param name the name of the task, which may be one that the library has made up
 * @param named whether the program has given the task its name
 * @param scope the name of the scope that the task was started in; empty if that is a Kotlin scope
 *     without a name
 * @param daemon whether the task was started by {@link TaskScope#background}
 */
public record TaskInfo(long id, String name, boolean named, String scope, boolean daemon) {
  /** Creates the description of a task, for example in a test of an observer. */
  public TaskInfo {
    if (id < 1) {
      throw new IllegalArgumentException("id must be at least 1, but was " + id);
    }
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scope, "scope");
  }
}
