/**
 * Connects Java and Kotlin code in projects that use both. Java code can call suspend functions and
 * use flows, channels and scopes of Kotlin. Kotlin code can use tasks, flows, channels and scopes
 * of Java. This is the only package with types of Kotlin in its signatures.
 */
@NullMarked
package org.coroutines4j.kotlin;

import org.jspecify.annotations.NullMarked;
