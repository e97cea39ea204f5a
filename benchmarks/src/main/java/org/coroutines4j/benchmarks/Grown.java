package org.coroutines4j.benchmarks;

/**
 * The cost of a workload of one size.
 *
 * @param what the workload
 * @param size how many tasks, levels, channels or waiters
 * @param nanos the time divided by the size
 * @param bytes the bytes that all threads allocated, divided by the size
 */
record Grown(String what, int size, double nanos, double bytes) {}
