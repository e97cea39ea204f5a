/** Functional interfaces for lambdas that may throw checked exceptions. */
@NullMarked
package org.coroutines4j.function;

import org.jspecify.annotations.NullMarked;
