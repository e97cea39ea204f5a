/**
 * Tests in virtual time: an hour of delays, timeouts and retries passes in milliseconds, and each
 * run does the same.
 */
@NullMarked
package org.coroutines4j.testing;

import org.jspecify.annotations.NullMarked;
