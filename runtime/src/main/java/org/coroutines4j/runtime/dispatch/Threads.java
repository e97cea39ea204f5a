package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A source of threads: each body gets one of its own for as long as it lives. */
public interface Threads {
  /**
   * Runs {@code body} on a thread of this source, which bears {@code name} meanwhile if there is
   * one. Throws what the source throws when it has no thread to give; then {@code body} does not
   * run.
   */
  void start(@Nullable String name, Runnable body);

  /** Whether a name costs little enough here to make one up for a body that has none. */
  boolean wantsNames();

  /** How many bodies have a thread of this source now. */
  long live();

  /** A virtual thread for each body, or {@link #pooled()} on a JDK that has none (before 21). */
  static Threads virtual() {
    return VirtualThreads.AVAILABLE != null ? VirtualThreads.AVAILABLE : PooledThreads.INSTANCE;
  }

  /** Whether {@code thread} is virtual, for which only carriers are scarce. */
  static boolean isVirtual(Thread thread) {
    return VirtualThreads.isVirtual(thread);
  }

  /** Platform daemon threads: one of the pool that is idle, else a new one; no limit. */
  static Threads pooled() {
    return PooledThreads.INSTANCE;
  }

  /** The threads of somebody else's executor. */
  static Threads of(Executor executor) {
    return new ExecutorThreads(executor);
  }
}
