/** An order service: HTTP, a database, workers, events and metrics, in plain Java. */
@NullMarked
package org.coroutines4j.samples.service;

import org.jspecify.annotations.NullMarked;
