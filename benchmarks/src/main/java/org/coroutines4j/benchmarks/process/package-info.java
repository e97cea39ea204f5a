/** What is measured in processes of its own: memory, and the same programs in Python's asyncio. */
@NullMarked
package org.coroutines4j.benchmarks.process;

import org.jspecify.annotations.NullMarked;
