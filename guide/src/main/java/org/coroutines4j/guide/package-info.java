/** The programs whose regions are the code of the README and of the guide pages. */
@NullMarked
package org.coroutines4j.guide;

import org.jspecify.annotations.NullMarked;
