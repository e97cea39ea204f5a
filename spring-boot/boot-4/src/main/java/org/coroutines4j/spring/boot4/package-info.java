/** The parts of the starter that are compiled against Spring Boot 4. Not a public API. */
@NullMarked
package org.coroutines4j.spring.boot4;

import org.jspecify.annotations.NullMarked;
