/** The published test cases of kotlinx.coroutines, restated with the operators of this library. */
@NullMarked
package org.coroutines4j.testing.kotlinx;

import org.jspecify.annotations.NullMarked;
