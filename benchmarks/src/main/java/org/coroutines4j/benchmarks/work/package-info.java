/**
 * The workloads: one class each, with a method for each peer that supports it, named after the
 * peer.
 */
@NullMarked
package org.coroutines4j.benchmarks.work;

import org.jspecify.annotations.NullMarked;
