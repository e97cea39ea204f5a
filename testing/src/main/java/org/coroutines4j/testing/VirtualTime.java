package org.coroutines4j.testing;

import java.util.Objects;
import java.util.Random;

/**
 * Runs tests in virtual time.
 *
 * <p>Within a test everything that waits, does so by the clock of the test: {@code delay},
 * timeouts, {@code select} with a timeout, retries, the time operators of flows, and Kotlin's own
 * {@code delay} and {@code withTimeout}. Time moves only when all code of the test waits. Code that
 * really blocks, in a socket or {@code Thread.sleep} or {@code Async.blocking}, holds it, as {@link
 * TestScope#external} does; waiting for a plain {@code CompletionStage} does not.
 *
 * <p>Tasks take turns, one at a time and in the order of asking, so that a test does the same
 * whenever it runs. A seed shuffles the order in which they run that could run at the same moment.
 *
 * <p>A test ends when its body and all its tasks have ended. It fails with what its body throws, a
 * failure of a task that nobody took, a {@code ServiceScope} opened and not closed; or when it has
 * taken longer than 10 seconds of real time ({@code -Dcoroutines4j.test.limit=60} makes that 60),
 * with a dump of who waits for what.
 */
public final class VirtualTime {
  private VirtualTime() {}

  /**
   * Runs {@code body} as the body of a test. Blocks the thread until the test has ended.
   *
   * @throws AssertionError if the test takes too long, or leaves something behind
   * @throws IllegalStateException inside a task
   * @throws RuntimeException what the body throws, as it is if it is unchecked
   */
  public static void runTest(TestAction body) {
    TestRun.run(null, Objects.requireNonNull(body, "body"));
  }

  /**
   * Runs {@code body} as {@link #runTest(TestAction)} does, in an order of turns that depends on
   * {@code seed}, and is the same for the same seed. A failure bears the seed, as a suppressed
   * exception.
   */
  public static void runTest(long seed, TestAction body) {
    TestRun.run(seed, Objects.requireNonNull(body, "body"));
  }

  /**
   * Runs {@code body} {@code times} times, each time with another seed: it finds what depends on
   * the order of turns. A failure bears the seed with which {@link #runTest(long, TestAction)}
   * fails again.
   *
   * @throws IllegalArgumentException if {@code times} is less than 1
   */
  public static void runShuffled(int times, TestAction body) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, but is " + times);
    }
    Objects.requireNonNull(body, "body");
    Random seeds = new Random();
    for (int i = 0; i < times; i++) {
      TestRun.run(seeds.nextLong(), body);
    }
  }
}
