package org.coroutines4j.benchmarks.work;

/**
 * How much work one invocation does. The quick mode divides it, so the times of that mode mean
 * nothing.
 */
final class Sizes {
  static final String DIVISOR = "benchmarks.divisor";

  static final int TASKS = 100_000;
  static final int LEAVES = 1_000_000;
  static final int ELEMENTS = 100_000;
  static final int FLOW_VALUES = 1_000_000;
  static final int CALLS = 1_000;
  static final int MAPPED = 20_000;
  static final int WAITED = 5_000;
  static final int PULLED = 10_000;
  static final int SLEEPERS = 10_000;
  static final int SWITCHES = 100_000;

  private Sizes() {}

  static int of(int full) {
    return Math.max(full / Integer.getInteger(DIVISOR, 1), 100);
  }
}
