/** Flow operators, sources and adapters. */
@NullMarked
package org.coroutines4j.internal.flow;

import org.jspecify.annotations.NullMarked;
