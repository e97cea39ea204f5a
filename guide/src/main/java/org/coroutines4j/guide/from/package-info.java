/** Programs of other libraries, written with this one. */
@NullMarked
package org.coroutines4j.guide.from;

import org.jspecify.annotations.NullMarked;
