/** Scopes, executors, context and schedules of the Spring Framework for tasks. */
@NullMarked
package org.coroutines4j.spring;

import org.jspecify.annotations.NullMarked;
