/** Failure policies of scopes: which failures are thrown, reported or left to a caller. */
@NullMarked
package org.coroutines4j.internal.failure;

import org.jspecify.annotations.NullMarked;
