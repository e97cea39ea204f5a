/** A shop as a Spring Boot service: quotes, orders through a queue, and prices as events. */
@NullMarked
package org.coroutines4j.samples.spring;

import org.jspecify.annotations.NullMarked;
