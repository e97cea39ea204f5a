/** The console: shows the tasks of a running JVM. */
@NullMarked
package org.coroutines4j.console;

import org.jspecify.annotations.NullMarked;
