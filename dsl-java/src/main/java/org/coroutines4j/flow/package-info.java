/** Cold and hot asynchronous flows, and iterators that pull their values. */
@NullMarked
package org.coroutines4j.flow;

import org.jspecify.annotations.NullMarked;
