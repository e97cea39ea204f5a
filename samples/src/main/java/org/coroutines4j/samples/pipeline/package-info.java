/**
 * Counts the words of a large file with a pipeline of tasks; the stages and what is between them
 * are in {@link Pipeline}, the rest feeds it, checks it and tells.
 */
@NullMarked
package org.coroutines4j.samples.pipeline;

import org.jspecify.annotations.NullMarked;
