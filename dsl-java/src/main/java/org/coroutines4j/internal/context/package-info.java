/** The implementation of context elements and dispatchers. */
@NullMarked
package org.coroutines4j.internal.context;

import org.jspecify.annotations.NullMarked;
