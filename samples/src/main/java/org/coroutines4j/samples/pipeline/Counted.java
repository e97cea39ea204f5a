package org.coroutines4j.samples.pipeline;

/**
 * What a worker has found in one block.
 *
 * @param words how often each word occurs in it
 * @param length how many bytes it has
 */
record Counted(WordTable words, int length) {}
