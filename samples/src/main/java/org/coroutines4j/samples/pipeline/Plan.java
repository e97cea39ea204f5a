package org.coroutines4j.samples.pipeline;

/**
 * How large the pipeline is; so it is known beforehand how much of the text it holds at most.
 *
 * @param blockSize how many bytes one read takes
 * @param longestWord how many bytes a word may have
 * @param blocksBetween how many blocks wait between two stages before the first of them has to wait
 * @param workers how many count
 */
record Plan(int blockSize, int longestWord, int blocksBetween, int workers) {
  /** Large enough that handing a block on costs nothing, small enough for a processor's cache. */
  private static final int BLOCK_SIZE = 256 << 10;

  private static final int LONGEST_WORD = 64 << 10;

  static Plan of(int workers) {
    return new Plan(BLOCK_SIZE, LONGEST_WORD, 2, workers);
  }

  /** Those between the stages, and one in the hands of reader, cutter, writer and each worker. */
  int mostBlocks() {
    return 3 * blocksBetween + 3 + workers;
  }

  /** The cutter may keep a part of a word as well. */
  long mostBytesInFlight() {
    return (long) mostBlocks() * blockSize + longestWord;
  }
}
