/** Scopes: blocks, services, timeouts, and the operations that run several tasks. */
@NullMarked
package org.coroutines4j.internal.scope;

import org.jspecify.annotations.NullMarked;
