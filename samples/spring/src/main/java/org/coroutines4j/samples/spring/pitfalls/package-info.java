/** Mistakes with Spring, and what to do instead: the guide shows them. */
@NullMarked
package org.coroutines4j.samples.spring.pitfalls;

import org.jspecify.annotations.NullMarked;
