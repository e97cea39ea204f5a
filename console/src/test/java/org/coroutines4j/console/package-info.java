/** Tests of the console, which look into other JVMs. */
@NullMarked
package org.coroutines4j.console;

import org.jspecify.annotations.NullMarked;
