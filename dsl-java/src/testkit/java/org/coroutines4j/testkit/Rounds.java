package org.coroutines4j.testkit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The rounds of a stress test: as many as fit into a time budget, and never fewer than a minimum.
 * The minimum has to be small enough for one slow processor, since the time limit of the test
 * counts for it. {@code -Dstress.scale=50} makes the budget fifty times as long.
 *
 * <p>Several tasks may share the rounds of one object: each round is given out once.
 */
public final class Rounds {
  private static final long BUDGET_NANOS =
      (long) (TimeUnit.MILLISECONDS.toNanos(300) * Stress.scale());

  /** How much longer a test goes on that has not seen yet what it needs to see. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final int minimum;
  private final int maximum;
  private final BooleanSupplier seenAll;
  private final long begin = System.nanoTime();
  private final AtomicInteger begun = new AtomicInteger();

  private Rounds(int minimum, int maximum, BooleanSupplier seenAll) {
    this.minimum = minimum;
    this.maximum = maximum;
    this.seenAll = seenAll;
  }

  /** The budget begins now. */
  public static Rounds atLeast(int minimum) {
    return new Rounds(minimum, Integer.MAX_VALUE, () -> true);
  }

  /** For a test that has room for so many only. */
  public static Rounds between(int minimum, int maximum) {
    return new Rounds(minimum, maximum, () -> true);
  }

  /**
   * Also goes on, for some seconds, until all outcomes of a race have been seen. The test then
   * checks that they have.
   */
  public Rounds until(BooleanSupplier allSeen) {
    return new Rounds(minimum, maximum, allSeen);
  }

  /** Begins another round, if there is one. */
  public boolean next() {
    return take() >= 0;
  }

  /** The number of another round, from 0 on, or -1 if there is none. */
  public int take() {
    int number = begun.get();
    while (number < maximum && goesOn(number)) {
      if (begun.compareAndSet(number, number + 1)) {
        return number;
      }
      number = begun.get();
    }
    return -1;
  }

  private boolean goesOn(int number) {
    long spent = System.nanoTime() - begin;
    return number < minimum
        || spent < BUDGET_NANOS
        || (spent < BUDGET_NANOS + PATIENCE_NANOS && !seenAll.getAsBoolean());
  }

  /** Whether half of the rounds are over, as far as one can know. */
  public boolean inSecondHalf() {
    return begun.get() >= minimum / 2 && System.nanoTime() - begin >= BUDGET_NANOS / 2;
  }

  /** How many rounds have begun. */
  public int count() {
    return begun.get();
  }
}
