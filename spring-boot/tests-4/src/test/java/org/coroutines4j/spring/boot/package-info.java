/** Tests of the starter, which run with each version of Spring Boot that it supports. */
package org.coroutines4j.spring.boot;
