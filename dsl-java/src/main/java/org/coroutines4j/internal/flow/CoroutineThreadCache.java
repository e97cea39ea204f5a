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

  /** Returns whether the lambda may be called directly, see {@link LambdaAdapters#inBody}. */
  boolean hasBody() {
    CoroutineThread last = known;
    if (last != null && last.isCurrentThread()) {
      return true;
    }
    known = CoroutineThreads.current();
    return LambdaAdapters.hasBody();
  }
}
