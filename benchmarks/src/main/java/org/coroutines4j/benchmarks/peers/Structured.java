package org.coroutines4j.benchmarks.peers;

/** The workloads with {@code StructuredTaskScope} and {@code Gatherers.mapConcurrent} of JDK 25. */
public interface Structured {
  /** Returns the implementation for this JDK. Throws on a JDK other than 25. */
  static Structured get() {
    return Newer.find(Structured.class);
  }

  /** Forks {@code tasks} subtasks, joins them and adds up their values. */
  long spawn(int tasks);

  /** Splits by ten down to single leaves, with one subtask for each node. */
  long skynet(int leaves);

  /**
   * Opens and closes {@code scopes} scopes one after the other, each with {@code forks} subtasks.
   */
  long scopes(int scopes, int forks);

  /** Computes an available value under a limit of one second, {@code calls} times. */
  long timeouts(int calls);

  /** Races an available value against one that takes ten seconds, {@code calls} times. */
  long races(int calls);

  /** Maps values concurrently and in order; each call first waits for {@code millis}. */
  long mapConcurrent(int values, int limit, long millis);
}
