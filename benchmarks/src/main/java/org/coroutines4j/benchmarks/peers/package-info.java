/** What the peers need a newer JDK, or Kotlin, for. */
@NullMarked
package org.coroutines4j.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
