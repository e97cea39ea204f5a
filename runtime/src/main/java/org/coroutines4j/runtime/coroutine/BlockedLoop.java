package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kotlinx.coroutines.EventLoop;
import kotlinx.coroutines.ThreadLocalEventLoop;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;
import org.jspecify.annotations.Nullable;

/**
 * The event loop of a {@code runBlocking} whose thread is blocked by a wait of this library. While
 * the thread is blocked, the coroutines of the loop cannot run, not even the coroutine that would
 * end the wait. So a wait that takes long runs them itself, as a nested {@code runBlocking} would.
 *
 * <p>{@code ThreadLocalEventLoop} and {@code EventLoop} are internals of kotlinx; {@code
 * BlockedLoopTest} fails if they change.
 */
public final class BlockedLoop {
  /*
   * A wait does not run the loop immediately, for two reasons. A coroutine that runs nested in a wait and waits
   * itself delays the end of the outer wait. And if the outer wait holds a lock, a nested coroutine may wait for
   * that lock. Most waits do not depend on the loop and end before this grace period.
   */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The maximum nesting of waits that run the loop, since each of them takes stack space. */
  private static final int MAX_DEPTH = 50;

  /** The number of nested waits of the thread that run its loop; absent for none. */
  private static final ThreadLocal<@Nullable Integer> DEPTH = new ThreadLocal<>();

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final EventLoop loop;
  private final long graceEnd = System.nanoTime() + GRACE_NANOS;
  private long due = graceEnd;
  private boolean reported;

  private BlockedLoop(EventLoop loop) {
    this.loop = loop;
  }

  /** Returns the loop of the current thread, for a wait that begins; null if there is none. */
  public static @Nullable BlockedLoop ofThread() {
    EventLoop loop = ThreadLocalEventLoop.INSTANCE.currentOrNull$kotlinx_coroutines_core();
    return loop != null && loop.isActive() ? new BlockedLoop(loop) : null; // it may have ended
  }

  /** Returns the nanoseconds until {@link #run} is due, unless the thread is woken before. */
  long untilDue() {
    return due - System.nanoTime();
  }

  /** Makes {@link #run} due after the grace period: the thread was woken, maybe by its loop. */
  void happened() {
    long now = System.nanoTime();
    if (now - graceEnd >= 0) {
      due = now;
    }
  }

  /** Runs the loop's due events until {@code awaited} is ready. Called by the loop's thread. */
  void run(ReadyCondition awaited) {
    Integer outer = DEPTH.get();
    int depth = outer == null ? 1 : outer + 1;
    long next = depth > MAX_DEPTH ? GRACE_NANOS : 0;
    DEPTH.set(depth);
    while (next <= 0 && !awaited.isReady()) {
      next = runNext();
    }
    if (outer == null) {
      DEPTH.remove();
    } else {
      DEPTH.set(outer);
    }
    due = System.nanoTime() + Math.min(next, GRACE_NANOS);
  }

  /**
   * Blocks until {@code future} is done, running the loop when that takes long, and returns its
   * value. Not a cancellation point.
   *
   * @throws InterruptedException if the thread is interrupted while it blocks
   * @throws ExecutionException if the future failed
   */
  public @Nullable Object get(Future<?> future) throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return future.get(Math.max(untilDue(), POLL_NANOS), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        run(future::isDone);
        due = System.nanoTime(); // a new event of the loop does not wake this thread
      }
    }
  }

  /** Runs one event. Returns 0 if more events may be due, else the nanoseconds until one is due. */
  private long runNext() {
    CoroutineThread waiting = CoroutineThreads.swap(null); // the event is no part of its code
    try {
      long next = loop.processNextEvent();
      if (next <= 0) {
        report();
      }
      return next;
    } catch (Throwable t) { // thrown by an event that is no coroutine
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, t);
      return 0;
    } finally {
      CoroutineThread unused = CoroutineThreads.swap(waiting);
    }
  }

  private void report() {
    if (!reported) {
      reported = true;
      StackTraceElement site = CallSites.caller();
      Warning.BLOCKED_RUN_BLOCKING.log(
          "a wait"
              + (site == null ? "" : " at " + CallSites.text(site))
              + " blocks thread "
              + TextEscapes.inLine(Thread.currentThread().getName())
              + ", the event loop of a runBlocking, for more than 1 s. The coroutines of that loop"
              + " now run nested in the wait. In coroutines of a runBlocking, call suspending"
              + " functions such as Kotlin's await(), or use another dispatcher");
    }
  }
}
