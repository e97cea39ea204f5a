package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kotlinx.coroutines.EventLoop;
import kotlinx.coroutines.ThreadLocalEventLoop;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.debug.DebugLog;
import org.coroutines4j.runtime.debug.Escapes;
import org.jspecify.annotations.Nullable;

/**
 * The event loop of a {@code runBlocking} on whose thread a wait blocks: its coroutines stand still
 * meanwhile, also those that are to end the wait. A wait that lasts runs them, as a nested {@code
 * runBlocking} would.
 *
 * <p>{@code ThreadLocalEventLoop} and {@code EventLoop} are internals of kotlinx; {@code
 * BlockedLoopTest} notices if they change.
 */
public final class BlockedLoop {
  /*
   * Not at once: what a coroutine waits for that runs on top of another wait keeps that one from its end. Most
   * waits are for something else than the loop, and end soon; one that holds a lock might get a coroutine on top
   * of it that waits for the lock.
   */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  /** Each wait on top of another one takes a part of the stack. */
  private static final int DEEPEST = 50;

  /** How many waits of a thread are running its loop; absent for none. */
  private static final ThreadLocal<@Nullable Integer> DEPTH = new ThreadLocal<>();

  private static final long POLL = TimeUnit.MILLISECONDS.toNanos(10);

  private final EventLoop loop;
  private final long patientUntil = System.nanoTime() + PATIENCE;
  private long due = patientUntil;
  private boolean told;

  private BlockedLoop(EventLoop loop) {
    this.loop = loop;
  }

  /** The one of the current thread, for a wait that begins; null if there is none. */
  public static @Nullable BlockedLoop ofThread() {
    EventLoop loop = ThreadLocalEventLoop.INSTANCE.currentOrNull$kotlinx_coroutines_core();
    return loop != null && loop.isActive() ? new BlockedLoop(loop) : null; // or it is over
  }

  /** In how many nanoseconds it is to {@link #run}, if nothing happens before. */
  long untilDue() {
    return due - System.nanoTime();
  }

  /** The thread was woken: it may be that the loop has something to run. */
  void happened() {
    long now = System.nanoTime();
    if (now - patientUntil >= 0) {
      due = now;
    }
  }

  /** Runs what is due, until {@code awaited} is ready. On its thread. */
  void run(ReadyCondition awaited) {
    Integer outer = DEPTH.get();
    int depth = outer == null ? 1 : outer + 1;
    long next = depth > DEEPEST ? PATIENCE : 0;
    DEPTH.set(depth);
    while (next <= 0 && !awaited.isReady()) {
      next = runNext();
    }
    if (outer == null) {
      DEPTH.remove();
    } else {
      DEPTH.set(outer);
    }
    due = System.nanoTime() + Math.min(next, PATIENCE);
  }

  /** The value of {@code future}, for which the thread blocks. */
  public @Nullable Object get(Future<?> future) throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return future.get(Math.max(untilDue(), POLL), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        run(future::isDone);
        due = System.nanoTime(); // nobody wakes the thread when there is more to run
      }
    }
  }

  /** 0 if something has run, else the nanoseconds until something is due. */
  private long runNext() {
    CoroutineThread waiting = CoroutineThreads.swap(null); // what runs is no part of the wait
    try {
      long next = loop.processNextEvent();
      if (next <= 0) {
        tell();
      }
      return next;
    } catch (Throwable t) { // of a task that is no coroutine
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, t);
      return 0;
    } finally {
      CoroutineThread unused = CoroutineThreads.swap(waiting);
    }
  }

  private void tell() {
    if (!told) {
      told = true;
      StackTraceElement site = CallSites.caller();
      DebugLog.tell(
          "a wait"
              + (site == null ? "" : " at " + CallSites.text(site))
              + " blocks thread "
              + Escapes.inLine(Thread.currentThread().getName())
              + ", the event loop of a runBlocking, and has lasted so long that the coroutines of"
              + " the loop are run meanwhile, on top of it: from them, use the suspending face,"
              + " await() of Kotlin, or another dispatcher");
    }
  }
}
