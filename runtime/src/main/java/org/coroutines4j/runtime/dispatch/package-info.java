/** Threads, virtual or pooled, and turns: how many bodies run at once. */
@NullMarked
package org.coroutines4j.runtime.dispatch;

import org.jspecify.annotations.NullMarked;
