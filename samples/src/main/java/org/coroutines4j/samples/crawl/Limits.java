package org.coroutines4j.samples.crawl;

import java.time.Duration;

/**
 * How far and how fast to crawl.
 *
 * @param depth how many links away from the first page
 * @param pages how many pages in all
 * @param perHost how many requests to one host at the same time
 * @param pause the shortest time between the beginnings of two requests to one host
 * @param timeout the longest that one page may take
 */
record Limits(int depth, int pages, int perHost, Duration pause, Duration timeout) {}
