/** Async iterators: flows of values that are computed while somebody asks for them. */
@NullMarked
package org.coroutines4j.flow;

import org.jspecify.annotations.NullMarked;
