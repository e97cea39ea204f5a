/** The published test cases of the flows of jox, restated with the operators of this library. */
@NullMarked
package org.coroutines4j.testing.jox;

import org.jspecify.annotations.NullMarked;
