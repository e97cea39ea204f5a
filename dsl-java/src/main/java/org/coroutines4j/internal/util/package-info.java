/** Helpers: argument checks, unchecked casts, and safe access to the text of exceptions. */
@NullMarked
package org.coroutines4j.internal.util;

import org.jspecify.annotations.NullMarked;
