package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** A source of threads: each task gets a thread of its own until it ends. */
public interface ThreadSource {
  /**
   * Runs {@code body} on a thread of this source. The thread has {@code name} until {@code body}
   * ends, unless {@code name} is null or the threads are of a foreign executor. If the source has
   * no thread, throws the source's exception, and {@code body} does not run.
   */
  void start(@Nullable String name, Runnable body);

  /** Returns whether a thread name is cheap enough here to generate one for each unnamed task. */
  boolean wantsNames();

  /** Returns how many tasks and steps have a thread of this source now. */
  long live();

  /** Returns the source of virtual threads, or {@link #pooled()} on a JDK before 21. */
  static ThreadSource virtual() {
    return VirtualThreads.AVAILABLE != null ? VirtualThreads.AVAILABLE : PooledThreads.INSTANCE;
  }

  /** Returns whether {@code thread} is virtual; always false before JDK 21. */
  static boolean isVirtual(Thread thread) {
    return VirtualThreads.isVirtual(thread);
  }

  /** Returns the pool of platform daemon threads, which grows without a limit. */
  static ThreadSource pooled() {
    return PooledThreads.INSTANCE;
  }

  /** Returns a source of new threads that {@code factory} creates, one for each task. */
  static ThreadSource fromFactory(ThreadFactory factory) {
    return new FactoryThreads(factory);
  }

  /** Returns the threads of {@code executor} as a source. */
  static ThreadSource of(Executor executor) {
    return new ExecutorThreads(executor);
  }
}
