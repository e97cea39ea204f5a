package org.coroutines4j.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Stress;

/** The account of what became of each element of a stress test. */
final class Ledger {
  /** What its sender knows. */
  enum Sent {
    NEVER,
    /** The send returned or threw: one must have got it, a receiver or the handler. */
    HANDED_OVER,
    /**
     * After a try that failed, or a clause that was not chosen: the element must not be received.
     */
    KEPT,
    /** A cancelled select does not tell. */
    UNKNOWN
  }

  private final Rounds elements;
  private final AtomicReferenceArray<Sent> sent;
  private final AtomicIntegerArray received;
  private final AtomicIntegerArray undelivered;

  /** For a number of elements that the time budget of the run decides. */
  Ledger(int atLeast) {
    int most = Stress.rounds(100_000);
    elements = Rounds.between(atLeast, most);
    sent = new AtomicReferenceArray<>(most);
    for (int i = 0; i < most; i++) {
      sent.set(i, Sent.NEVER);
    }
    received = new AtomicIntegerArray(most);
    undelivered = new AtomicIntegerArray(most);
  }

  /** A new element; -1 when there are no more. */
  int next() {
    return elements.take();
  }

  /** When a test that ends in the middle does so. */
  boolean inSecondHalf() {
    return elements.inSecondHalf();
  }

  void sent(int element, Sent how) {
    assertThat(sent.getAndSet(element, how)).as("sent once").isEqualTo(Sent.NEVER);
  }

  void received(int element) {
    received.incrementAndGet(element);
  }

  void undelivered(int element) {
    undelivered.incrementAndGet(element);
  }

  /** Checks each element; the numbers of those received and of those undelivered. */
  int[] check() {
    int[] sums = new int[2];
    for (int i = 0; i < sent.length(); i++) {
      int times = received.get(i) + undelivered.get(i);
      String what =
          "element %d: %s, received %d times, undelivered %d times"
              .formatted(i, sent.get(i), received.get(i), undelivered.get(i));
      switch (sent.get(i)) {
        case HANDED_OVER -> assertThat(times).as(what).isEqualTo(1);
        case KEPT, NEVER -> assertThat(times).as(what).isZero();
        case UNKNOWN -> assertThat(times).as(what).isLessThanOrEqualTo(1);
      }
      sums[0] += received.get(i);
      sums[1] += undelivered.get(i);
    }
    return sums;
  }
}
