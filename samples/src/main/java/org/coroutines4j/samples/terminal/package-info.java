/** What the commands have in common: arguments, output, progress and temporary files. */
@NullMarked
package org.coroutines4j.samples.terminal;

import org.jspecify.annotations.NullMarked;
