/** The implementation of channels, on top of those of kotlinx. */
@NullMarked
package org.coroutines4j.internal.channels;

import org.jspecify.annotations.NullMarked;
