/** Virtual time in the tests of a Spring Boot application. */
@NullMarked
package org.coroutines4j.spring.boot.test;

import org.jspecify.annotations.NullMarked;
