/** What becomes of failures: who is told, what is thrown, what is reported. */
@NullMarked
package org.coroutines4j.internal.failure;

import org.jspecify.annotations.NullMarked;
