/** Compiles code as users write it. */
package org.coroutines4j.callers;
