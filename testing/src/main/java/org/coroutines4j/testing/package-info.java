/**
 * Runs tests in virtual time: an hour of delays, timeouts and retries passes in milliseconds, and
 * each run of a test does the same.
 */
@NullMarked
package org.coroutines4j.testing;

import org.jspecify.annotations.NullMarked;
