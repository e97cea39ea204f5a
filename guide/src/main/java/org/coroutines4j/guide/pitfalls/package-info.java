/**
 * The pitfalls of pages that have no other program to show them: the mistake, and the right way.
 */
@NullMarked
package org.coroutines4j.guide.pitfalls;

import org.jspecify.annotations.NullMarked;
