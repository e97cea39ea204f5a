package org.coroutines4j.testing;

import java.util.Objects;
import java.util.Random;

/**
 * Runs tests in virtual time.
 *
 * <p>Within a test, everything that waits uses the clock of the test: {@code delay}, timeouts,
 * {@code select} with a timeout, retries, the time operators of flows, and Kotlin's own {@code
 * delay} and {@code withTimeout}. The clock advances only when all code of the test waits. It does
 * not advance while code really blocks, in a socket, {@code Thread.sleep} or {@code
 * Async.blocking}, nor while the test waits for a {@link TestScope#external} stage. It does advance
 * while the test waits for a plain {@code CompletionStage}.
 *
 * <p>Tasks run one at a time, in the order in which they become ready, so that a test does the same
 * on each run. A seed shuffles the order of tasks that are ready at the same moment.
 *
 * <p>A test ends when its body and all its tasks have ended. It fails in these cases:
 *
 * <ul>
 *   <li>The body throws an exception.
 *   <li>A task, or a {@code ServiceScope} that the test has opened, fails and no caller handles the
 *       failure.
 *   <li>The test has opened a {@code ServiceScope} and not closed it.
 *   <li>The test takes longer than 10 seconds of real time. The system property {@code
 *       coroutines4j.test.limit} sets another limit in whole seconds, at least 1. The failure shows
 *       all tasks and what each waits for.
 * </ul>
 */
public final class VirtualTime {
  private VirtualTime() {}

  /**
   * Runs {@code body} as the body of a test, in a task on a thread of this library. Blocks the
   * calling thread until the test has ended. If the calling thread is interrupted, cancels the
   * test, sets the interrupt again and throws {@link java.util.concurrent.CancellationException}.
   *
   * @throws AssertionError if the test takes too long, leaves a scope open, or a scope that it has
   *     opened fails and no caller handles the failure
   * @throws IllegalStateException inside a task or coroutine, or on another thread that must not
   *     wait
   * @throws IllegalArgumentException if the limit of real time is not a valid number
   * @throws RuntimeException the exception that the body throws: the same object if it is
   *     unchecked, else wrapped as {@link org.coroutines4j.Task#await} wraps it
   */
  public static void runTest(TestAction body) {
    TestRun.run(null, Objects.requireNonNull(body, "body"));
  }

  /**
   * Runs {@code body} as {@link #runTest(TestAction)} does, except that {@code seed} determines the
   * order of tasks that are ready at the same moment. The same seed gives the same order. A failure
   * has a suppressed exception that names the seed.
   */
  public static void runTest(long seed, TestAction body) {
    TestRun.run(seed, Objects.requireNonNull(body, "body"));
  }

  /**
   * Runs {@code body} {@code times} times, each time with another random seed, to find mistakes
   * that depend on the order of tasks. Stops at the first failure, which has a suppressed exception
   * that names the seed. {@link #runTest(long, TestAction)} with that seed fails again. Throws what
   * {@link #runTest(TestAction)} throws.
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
