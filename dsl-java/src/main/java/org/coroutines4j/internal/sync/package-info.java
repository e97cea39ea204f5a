/** The access that suspending forms for Kotlin have to locks and signals. */
@NullMarked
package org.coroutines4j.internal.sync;

import org.jspecify.annotations.NullMarked;
