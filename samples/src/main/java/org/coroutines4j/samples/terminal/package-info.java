/** What the programs have in common: where they print to, and how they start and end. */
@NullMarked
package org.coroutines4j.samples.terminal;

import org.jspecify.annotations.NullMarked;
