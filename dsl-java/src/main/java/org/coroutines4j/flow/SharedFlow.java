package org.coroutines4j.flow;

import java.util.List;

/**
 * A hot flow: each emitted value goes to all current collectors. A collection never ends by itself.
 *
 * <p><b>Many collectors:</b> the time that kotlinx needs to emit one value to n collectors grows
 * with the square of n, since each collector that resumes checks all other collectors. For
 * thousands of receivers, let one task collect, and send each value to one {@code Channel} per
 * receiver.
 *
 * @param <T> the type of the values
 */
public interface SharedFlow<T> extends AsyncFlow<T> {
  /** Returns the values that a new collector gets first, oldest first. */
  List<T> replayed();

  /**
   * Returns the number of current collectors.
   *
   * @throws UnsupportedOperationException if this flow was made from a Kotlin flow that does not
   *     count its collectors
   */
  int collectors();
}
