/** The configuration of a Spring Boot application for tasks, scopes and flows. */
@NullMarked
package org.coroutines4j.spring.boot;

import org.jspecify.annotations.NullMarked;
