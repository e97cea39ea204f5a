package org.coroutines4j.internal.flow;

import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * What one collection knows of the thread on which it calls a lambda. Most values come on that of
 * the body that collects: to see that it still is takes less than to look up the thread's body.
 */
final class ThreadCheck {
  /** Seen by whatever thread comes next or not: if not, it looks itself. */
  private @Nullable CoroutineThread known;

  /** Whether the lambda can be called just so, see {@link UserFunctions#inBody}. */
  boolean hasBody() {
    CoroutineThread last = known;
    if (last != null && last.isCurrentThread()) {
      return true;
    }
    known = CoroutineThreads.current();
    return UserFunctions.hasBody();
  }
}
