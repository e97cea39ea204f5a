package org.coroutines4j.runtime.debug;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last warnings that this JVM has logged, for monitors. */
public final class WarningHistory {
  /** More would not help a reader, and could fill the memory. */
  private static final int CAPACITY = 200;

  private static final int MAX_LENGTH = 2_000;

  private static final Deque<Entry> ENTRIES = new ArrayDeque<>();
  private static long count;

  private WarningHistory() {}

  /**
   * A logged warning.
   *
   * @param number 1 for the first warning of this JVM
   * @param path the task or scope that the warning is about; null if there is none
   */
  public record Entry(
      long number, Instant time, String code, @Nullable TaskPath path, String text) {}

  static synchronized void add(String code, @Nullable TaskPath path, String text) {
    count++;
    if (ENTRIES.size() == CAPACITY) {
      ENTRIES.removeFirst();
    }
    String shown = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 3) + "...";
    ENTRIES.addLast(new Entry(count, Instant.now(), code, path, shown));
  }

  /** Returns the last warnings, in the order in which they were logged. */
  public static synchronized List<Entry> entries() {
    return List.copyOf(ENTRIES);
  }
}
