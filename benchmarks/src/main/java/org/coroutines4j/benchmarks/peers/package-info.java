/** The workloads of those peers that need a newer JDK or Kotlin. */
@NullMarked
package org.coroutines4j.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
