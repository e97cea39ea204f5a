/**
 * A data source for JDBC in tasks: a cancelled or timed-out task stops its statement with {@code
 * Statement.cancel} instead of an interrupt.
 */
@NullMarked
package org.coroutines4j.jdbc;

import org.jspecify.annotations.NullMarked;
