/** Extracts, transforms and loads records, and loses none when it is interrupted. */
@NullMarked
package org.coroutines4j.samples.etl;

import org.jspecify.annotations.NullMarked;
