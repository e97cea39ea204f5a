/** Runs coroutines4j and its peers side by side, and writes down how they compare. */
@NullMarked
package org.coroutines4j.benchmarks;

import org.jspecify.annotations.NullMarked;
