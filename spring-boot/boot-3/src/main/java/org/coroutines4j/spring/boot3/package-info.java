/** The parts of the starter that are compiled against Spring Boot 3.5. Not a public API. */
@NullMarked
package org.coroutines4j.spring.boot3;

import org.jspecify.annotations.NullMarked;
