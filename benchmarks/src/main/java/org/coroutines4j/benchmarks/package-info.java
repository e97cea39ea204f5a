/** Measures coroutines4j and its peers side by side, and writes a page of results. */
@NullMarked
package org.coroutines4j.benchmarks;

import org.jspecify.annotations.NullMarked;
