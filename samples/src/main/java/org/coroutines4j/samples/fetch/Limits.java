package org.coroutines4j.samples.fetch;

import java.time.Duration;

/**
 * How hard to try.
 *
 * @param concurrency how many pages at a time
 * @param timeout the longest that one page may take, with all its retries
 * @param retries how often to try again
 */
record Limits(int concurrency, Duration timeout, int retries) {}
