/** A chat room over TCP, which says goodbye to its clients when it is interrupted. */
@NullMarked
package org.coroutines4j.samples.chat;

import org.jspecify.annotations.NullMarked;
