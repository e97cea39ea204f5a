/** The programs of the README. */
@NullMarked
package org.coroutines4j.samples.readme;

import org.jspecify.annotations.NullMarked;
