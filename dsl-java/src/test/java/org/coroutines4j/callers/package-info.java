/** Code as users write it, in Java and Kotlin. */
package org.coroutines4j.callers;
