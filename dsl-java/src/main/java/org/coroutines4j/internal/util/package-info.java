/** Small helpers: checks of arguments, casts, safe texts of exceptions. */
@NullMarked
package org.coroutines4j.internal.util;

import org.jspecify.annotations.NullMarked;
