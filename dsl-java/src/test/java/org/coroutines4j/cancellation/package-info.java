/** What becomes of values, exceptions and work when a deadline passes or a caller is cancelled. */
package org.coroutines4j.cancellation;
