package org.coroutines4j.runtime.debug;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds, in debug mode, a thread that holds a permit and is blocked on a lock whose owner waits for
 * that same permit: neither can continue. The JDK reports the owner of a lock for platform threads
 * only, so virtual threads are not covered.
 */
public final class LockPermitDeadlock {
  /** The threads that have released their permit and need one to go on, by the thread's id. */
  private static final Map<Long, Waiting> WAITING = new ConcurrentHashMap<>();

  private record Waiting(Object limiter, Supplier<String> label, Thread thread) {}

  private LockPermitDeadlock() {}

  /**
   * Records that the current thread has released its permit of {@code limiter}, until {@link #back}
   * is called.
   */
  public static void gone(Object limiter, Supplier<String> label) {
    Thread thread = Thread.currentThread();
    WAITING.put(idOf(thread), new Waiting(limiter, label, thread));
  }

  /** Records that the current thread holds its permit again. */
  public static void back() {
    WAITING.remove(idOf(Thread.currentThread()));
  }

  @SuppressWarnings("deprecation") // its replacement threadId() needs JDK 19
  private static long idOf(Thread thread) {
    return thread.getId();
  }

  /** Returns a report if {@code step} is blocked so; null otherwise. */
  static @Nullable String describe(LoopStallDetector.Step step) {
    ThreadInfo info;
    try {
      info = ManagementFactory.getThreadMXBean().getThreadInfo(idOf(step.thread));
    } catch (LinkageError e) { // the module java.management is missing
      return null;
    }
    if (info == null || info.getLockOwnerId() < 0) {
      return null;
    }
    Waiting owner = WAITING.get(info.getLockOwnerId());
    if (owner == null || owner.limiter != step.limiter) {
      return null;
    }
    String blocked = TextEscapes.inLine(step.owner.label());
    String waiting = TextEscapes.inLine(owner.label.get());
    return blocked
        + " holds a permit of "
        + step.dispatcher
        + " and is blocked on "
        + info.getLockName()
        + ", which "
        + waiting
        + " holds while it waits for a permit: neither can continue. Do not wait while holding a"
        + " lock; use an AsyncMutex.\n"
        + blocked
        + ":"
        + LoopStallDetector.text(step.thread.getStackTrace())
        + "\n"
        + waiting
        + ":"
        + LoopStallDetector.text(owner.thread.getStackTrace());
  }
}
