package org.coroutines4j.benchmarks.peers;

/** {@code StructuredTaskScope} of JDK 25, and {@code Gatherers.mapConcurrent}. */
public interface Structured {
  /** The one of this JDK. */
  static Structured get() {
    return Newer.find(Structured.class);
  }

  /** Forks, joins and adds up. */
  long spawn(int tasks);

  /** Splits by ten down to single leaves, a task each. */
  long skynet(int leaves);

  /** Opens and closes as many scopes, one after the other. */
  long scopes(int scopes, int forks);

  /** A limit of a second around a value that is there, as many times. */
  long timeouts(int calls);

  /** A value that is there against one that takes ten seconds, as many times. */
  long races(int calls);

  /** Maps in parallel, in order; each call waits for so long first. */
  long mapConcurrent(int values, int limit, long millis);
}
