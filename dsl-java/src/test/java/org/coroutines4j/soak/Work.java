package org.coroutines4j.soak;

import java.util.Random;

/** Some use of the library, which lasts for some milliseconds and may be cancelled at any time. */
interface Work {
  /** Counts in {@code books} what goes in and what comes out; at its end nothing is inside. */
  void run(Books books, Random random) throws Exception;
}
