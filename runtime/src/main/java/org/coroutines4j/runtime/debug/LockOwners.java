package org.coroutines4j.runtime.debug;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who owns the lock that the holder of a turn is blocked on: if that one waits for the turn,
 * neither goes on. The JDK tells the owner of a lock for platform threads only.
 */
public final class LockOwners {
  /** Those who have no turn now, and will want one to go on; by the id of their thread. */
  private static final Map<Long, Waiting> WAITING = new ConcurrentHashMap<>();

  private record Waiting(Object limiter, Supplier<String> label, Thread thread) {}

  private LockOwners() {}

  /** The current thread has given its turn up until {@link #back}. */
  public static void gone(Object limiter, Supplier<String> label) {
    Thread thread = Thread.currentThread();
    WAITING.put(idOf(thread), new Waiting(limiter, label, thread));
  }

  /** The current thread has its turn again. */
  public static void back() {
    WAITING.remove(idOf(Thread.currentThread()));
  }

  @SuppressWarnings("deprecation") // threadId() is there from 19 on
  private static long idOf(Thread thread) {
    return thread.getId();
  }

  static @Nullable String describe(LoopStallDetector.Step step) {
    ThreadInfo info;
    try {
      info = ManagementFactory.getThreadMXBean().getThreadInfo(idOf(step.thread));
    } catch (LinkageError e) { // without the module java.management
      return null;
    }
    if (info == null || info.getLockOwnerId() < 0) {
      return null;
    }
    Waiting owner = WAITING.get(info.getLockOwnerId());
    if (owner == null || owner.limiter != step.limiter) {
      return null;
    }
    String blocked = Escapes.inLine(step.label.get());
    String waiting = Escapes.inLine(owner.label.get());
    return blocked
        + " holds a turn of "
        + step.dispatcher
        + " and is blocked on "
        + info.getLockName()
        + ", which "
        + waiting
        + " holds while it waits for a turn: neither can go on. Do not wait while holding a lock;"
        + " use an AsyncMutex.\n"
        + blocked
        + ":"
        + LoopStallDetector.text(step.thread.getStackTrace())
        + "\n"
        + waiting
        + ":"
        + LoopStallDetector.text(owner.thread.getStackTrace());
  }
}
