/** The programs whose regions are the code of the guide pages. */
@NullMarked
package org.coroutines4j.samples.guide;

import org.jspecify.annotations.NullMarked;
