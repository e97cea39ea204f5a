package org.coroutines4j.micrometer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of a tag whose names a program chooses. At most a fixed number of different names are
 * values. All further names share one value, so that a program that makes up names cannot create
 * meters without a limit.
 */
final class TagValues {
  /** The value for names that the library has made up, and for empty ones. */
  static final String UNNAMED = "unnamed";

  /** The value for names beyond the limit. */
  static final String OTHER = "other";

  /** How many names are values, unless a program sets another limit. */
  static final int DEFAULT_LIMIT = 100;

  private final int limit;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  TagValues(int limit) {
    this.limit = limit;
  }

  /** Returns {@code limit}, which must be at least 1. */
  static int requireLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("maxNames must be at least 1, but was " + limit);
    }
    return limit;
  }

  /**
   * Returns the value for {@code name}: the name itself, {@link #UNNAMED} if {@code isChosen} is
   * false, or {@link #OTHER}.
   *
   * @param isChosen whether the program has chosen the name
   */
  String of(String name, boolean isChosen) {
    if (!isChosen || name.isEmpty()) {
      return UNNAMED;
    }
    return known.contains(name) || admit(name) ? name : OTHER;
  }

  private boolean admit(String name) {
    if (known.size() >= limit) { // without the lock, as most calls are if there are too many names
      return false;
    }
    synchronized (this) {
      if (known.size() < limit) {
        known.add(name);
      }
      return known.contains(name);
    }
  }
}
