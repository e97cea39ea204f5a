/** The clock and the single permit of a test in virtual time. */
@NullMarked
package org.coroutines4j.runtime.virtualtime;

import org.jspecify.annotations.NullMarked;
