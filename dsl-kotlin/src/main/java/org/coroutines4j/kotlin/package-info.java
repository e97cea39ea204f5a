/**
 * For projects of both languages: suspend functions, flows, channels and scopes of Kotlin as Java
 * code uses them, and tasks, flows and scopes of Java as Kotlin code does. The only package with
 * types of Kotlin in its signatures.
 */
@NullMarked
package org.coroutines4j.kotlin;

import org.jspecify.annotations.NullMarked;
