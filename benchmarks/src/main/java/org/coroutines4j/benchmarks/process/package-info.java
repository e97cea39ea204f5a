/**
 * Programs that are measured in a process of their own: memory, and the same workloads as in
 * Python's asyncio.
 */
@NullMarked
package org.coroutines4j.benchmarks.process;

import org.jspecify.annotations.NullMarked;
