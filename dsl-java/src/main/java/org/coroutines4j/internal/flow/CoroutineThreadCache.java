package org.coroutines4j.internal.flow;

import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * Caches, for one collection, the coroutine thread on which its lambda was called last. Most values
 * arrive on the collecting thread, and comparing the current thread with the last one is cheaper
 * than looking it up.
 */
final class CoroutineThreadCache {
  /** Not volatile: a thread that sees an outdated value looks itself up. */
  private @Nullable CoroutineThread known;

  /** Returns the coroutine of the current thread, as {@link CoroutineThreads#current} does. */
  @Nullable CoroutineThread current() {
    CoroutineThread last = known;
    if (last == null || !last.isCurrentThread()) {
      last = CoroutineThreads.current();
      known = last;
    }
    return last;
  }
}
