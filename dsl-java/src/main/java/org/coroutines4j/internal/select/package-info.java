/** Select: clauses and their operation. */
@NullMarked
package org.coroutines4j.internal.select;

import org.jspecify.annotations.NullMarked;
