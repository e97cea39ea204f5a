/** Context elements and dispatchers behind the public interfaces. */
@NullMarked
package org.coroutines4j.internal.context;

import org.jspecify.annotations.NullMarked;
