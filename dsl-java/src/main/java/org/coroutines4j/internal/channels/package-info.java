/** Channels over those of kotlinx. */
@NullMarked
package org.coroutines4j.internal.channels;

import org.jspecify.annotations.NullMarked;
