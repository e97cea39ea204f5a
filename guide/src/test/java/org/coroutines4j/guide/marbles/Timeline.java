package org.coroutines4j.guide.marbles;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.testing.TestScope;

/**
 * The values of a flow with the times at which they were emitted, in milliseconds of virtual time.
 *
 * @param failed whether the flow ended by a failure
 */
record Timeline(List<Marble> marbles, long end, boolean failed) {
  /** A value and its time. */
  record Marble(long at, String text) {}

  /** Collects {@code flow}, and returns what it emits. */
  static Timeline of(AsyncFlow<?> flow, TestScope test) {
    long begin = test.clock().elapsed().toMillis();
    List<Marble> marbles = new ArrayList<>();
    boolean failed = false;
    try {
      flow.collect(
          value ->
              marbles.add(new Marble(test.clock().elapsed().toMillis() - begin, value.toString())));
    } catch (RuntimeException e) {
      failed = true;
    }
    return new Timeline(marbles, test.clock().elapsed().toMillis() - begin, failed);
  }
}
