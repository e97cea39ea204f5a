package org.coroutines4j.benchmarks;

/** How thoroughly to measure. */
record Effort(int forks, int warmups, int iterations, int seconds) {
  @Override
  public String toString() {
    return forks
        + " forks, each of "
        + warmups
        + " iterations that do not count and "
        + iterations
        + " that do, "
        + seconds
        + " s each";
  }
}
