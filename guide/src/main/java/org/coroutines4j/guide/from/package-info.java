/**
 * The programs of the pages for readers who know another library: {@code From…} has them with this
 * one, and {@code With…} with the other.
 */
@NullMarked
package org.coroutines4j.guide.from;

import org.jspecify.annotations.NullMarked;
