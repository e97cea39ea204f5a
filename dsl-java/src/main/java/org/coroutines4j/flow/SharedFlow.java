package org.coroutines4j.flow;

import java.util.List;

/**
 * A hot flow: what is emitted goes to all who collect it at that moment. Collecting it never ends
 * by itself.
 *
 * <p>Each emission to n collectors takes kotlinx a time that grows with the square of n, since each
 * collector that goes on checks all others. For thousands of receivers, let one task collect, and
 * send each value to a {@code Channel} for each receiver.
 *
 * @param <T> the type of the values
 */
public interface SharedFlow<T> extends AsyncFlow<T> {
  /** The values that a new collector gets first, the oldest first. */
  List<T> replayed();

  /** How many collect it now. */
  int collectors();
}
