/** Meters and observations of Micrometer for tasks, scopes, queues, channels and dispatchers. */
@NullMarked
package org.coroutines4j.micrometer;

import org.jspecify.annotations.NullMarked;
