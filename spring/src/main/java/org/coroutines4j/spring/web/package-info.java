/** Tasks and flows as values of controllers, in Spring MVC and in WebFlux. */
@NullMarked
package org.coroutines4j.spring.web;

import org.jspecify.annotations.NullMarked;
