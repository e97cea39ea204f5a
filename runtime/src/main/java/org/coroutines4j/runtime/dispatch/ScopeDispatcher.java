package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.kotlinx.DelayDispatcher;
import org.coroutines4j.runtime.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The dispatcher of a scope: a source of threads, a limit on how many tasks run concurrently, and
 * the clock that they wait by. As a dispatcher of kotlinx it also runs the Kotlin coroutines of the
 * scope. Each dispatch gets a thread of the source, so that a Java lambda in a coroutine may block,
 * and holds a permit of the same limit.
 */
public final class ScopeDispatcher extends DelayDispatcher {
  static {
    // Checked here, since no task and no wait works without a dispatcher.
    LibraryVersions.requireSupported();
  }

  private static final ScopeDispatcher VIRTUAL =
      new ScopeDispatcher(
          "virtual", ThreadSource.virtual(), Unlimited.INSTANCE, Clock.system(), ForeignThread.NO);

  /** Created with its first use, as most programs do not need it. */
  private static final class Cpu {
    static final ScopeDispatcher DISPATCHER =
        new ScopeDispatcher(
            "cpu",
            ThreadSource.pooled(),
            new FifoLimiter(Runtime.getRuntime().availableProcessors(), Unlimited.INSTANCE),
            Clock.system(),
            ForeignThread.NO);
  }

  /** The delay after which a thread is asked for again when none could be created. */
  private static final long RETRY_NANOS = 1_000_000;

  /** Whether tasks run on threads of a foreign executor, on which they must not wait. */
  private enum ForeignThread {
    NO,
    YES,
    /** As {@link #YES}, but cancelling a task interrupts its thread. */
    INTERRUPTIBLE
  }

  private final String name;
  private final ThreadSource threads;
  private final ConcurrencyLimiter limiter;
  private final Clock clock;
  private final ForeignThread foreignThread;

  private ScopeDispatcher(
      String name,
      ThreadSource threads,
      ConcurrencyLimiter limiter,
      Clock clock,
      ForeignThread foreignThread) {
    this.name = name;
    this.threads = threads;
    this.limiter = limiter;
    this.clock = clock;
    this.foreignThread = foreignThread;
  }

  /**
   * Returns the dispatcher that runs each task on a virtual thread of its own, or on a thread of an
   * elastic pool before JDK 21. It has no limit.
   */
  public static ScopeDispatcher virtual() {
    return VIRTUAL;
  }

  /**
   * Returns the dispatcher that runs as many tasks concurrently, on platform threads, as there are
   * processors.
   */
  public static ScopeDispatcher cpu() {
    return Cpu.DISPATCHER;
  }

  /** Returns a new event loop: the threads of {@link #virtual} with a single permit. */
  public static ScopeDispatcher eventLoop() {
    return new ScopeDispatcher(
        "eventLoop", ThreadSource.virtual(), FifoLimiter.loop(), Clock.system(), ForeignThread.NO);
  }

  /**
   * Returns a dispatcher on the threads of {@link #virtual}, with {@code limiter} and {@code
   * clock}.
   */
  public static ScopeDispatcher of(String name, ConcurrencyLimiter limiter, Clock clock) {
    return new ScopeDispatcher(name, ThreadSource.virtual(), limiter, clock, ForeignThread.NO);
  }

  /**
   * Returns a dispatcher on new threads of {@code factory}, with at most {@code n} running tasks.
   */
  public static ScopeDispatcher cpu(ThreadFactory factory, int n) {
    ThreadSource threads = ThreadSource.fromFactory(factory);
    return of("cpu(" + threads + ")", threads, new FifoLimiter(n, Unlimited.INSTANCE));
  }

  /** Returns a dispatcher on new threads of {@code factory}, without a limit. */
  public static ScopeDispatcher virtual(ThreadFactory factory) {
    ThreadSource threads = ThreadSource.fromFactory(factory);
    return of("virtual(" + threads + ")", threads, Unlimited.INSTANCE);
  }

  private static ScopeDispatcher of(String name, ThreadSource threads, ConcurrencyLimiter limiter) {
    return new ScopeDispatcher(name, threads, limiter, Clock.system(), ForeignThread.NO);
  }

  /** Returns a dispatcher on the threads of {@code executor}, on which a task must not wait. */
  public static ScopeDispatcher from(Executor executor) {
    ThreadSource threads = ThreadSource.of(executor);
    return new ScopeDispatcher(
        threads.toString(), threads, Unlimited.INSTANCE, Clock.system(), ForeignThread.YES);
  }

  /**
   * Returns this dispatcher, except that cancelling a task interrupts its thread even if the thread
   * belongs to a foreign executor.
   */
  public ScopeDispatcher interruptible() {
    return foreignThread == ForeignThread.YES
        ? new ScopeDispatcher(name, threads, limiter, clock, ForeignThread.INTERRUPTIBLE)
        : this;
  }

  /**
   * Returns a dispatcher on the same threads that runs at most {@code n} tasks concurrently, within
   * the limit of this one.
   */
  public ScopeDispatcher limited(int n) {
    return new ScopeDispatcher(
        name + ".limitedParallelism(" + n + ")",
        threads,
        new FifoLimiter(n, limiter),
        clock,
        foreignThread);
  }

  /**
   * Returns the dispatcher for code of {@code context}: this one, unless the context {@linkplain
   * DispatcherSubstitution replaces} it.
   */
  @Override
  public ScopeDispatcher within(CoroutineContext context) {
    DispatcherSubstitution substitution = DispatcherSubstitution.in(context);
    return substitution == null ? this : substitution.replace(this);
  }

  /** Returns a dispatcher on the same threads, with another limit and another clock. */
  public ScopeDispatcher with(ConcurrencyLimiter newLimiter, Clock newClock) {
    return new ScopeDispatcher(name, threads, newLimiter, newClock, foreignThread);
  }

  /** Returns the source of threads. */
  public ThreadSource threads() {
    return threads;
  }

  /** Returns the limiter whose permit a running task holds. */
  public ConcurrencyLimiter limiter() {
    return limiter;
  }

  /** Returns the clock that waits are measured by. */
  public Clock clock() {
    return clock;
  }

  /**
   * Returns whether a task must not wait here, because its thread belongs to a foreign executor.
   */
  public boolean isForeignThread() {
    return foreignThread != ForeignThread.NO;
  }

  /** Returns whether cancelling a task here interrupts its thread. */
  public boolean interrupts() {
    return foreignThread != ForeignThread.YES;
  }

  /**
   * Returns whether a task can start without an object that waits: there is no limit, and the
   * threads are of this library.
   */
  public boolean startsImmediately() {
    return !limiter.isLimited() && !isForeignThread();
  }

  /**
   * Returns an object that begins {@code body} on a thread of its own as soon as there is a permit,
   * which {@code body} must release. Calls {@code refused} instead if there is no thread, with the
   * exception of the source of threads, on the thread that caught it. For a dispatcher that does
   * not {@linkplain #startsImmediately start tasks immediately}.
   */
  public PendingStart pendingStart(
      @Nullable String threadName, Runnable body, Consumer<Throwable> refused) {
    return new PendingStart(this, threadName, body, refused);
  }

  /**
   * Runs {@code block} as a step on a thread of this dispatcher. If the dispatcher refuses, runs it
   * on a thread of {@link #virtual} without a permit: kotlinx has no way to report a refusal to the
   * coroutine, which would otherwise never go on.
   */
  @Override
  public void dispatch(CoroutineContext context, Runnable block) {
    StackGuard.requireForCalls(); // an overflow within could break the source of threads for good
    ScopeDispatcher dispatcher = within(context);
    DispatchedStep step = new DispatchedStep(dispatcher, context, block);
    if (!dispatcher.startsImmediately()) {
      dispatcher.pendingStart(null, step, cause -> dispatchAnyway(context, block)).begin();
      return;
    }
    try {
      dispatcher.threads.start(null, step);
    } catch (Throwable t) {
      dispatchAnyway(context, block);
    }
  }

  private static void dispatchAnyway(CoroutineContext context, Runnable block) {
    Runnable step = new DispatchedStep(VIRTUAL, context, block);
    try {
      ThreadSource.virtual().start(null, step);
    } catch (Throwable t) { // such as OutOfMemoryError: unable to create native thread
      Clock.system().schedule(RETRY_NANOS, () -> dispatchAnyway(context, block));
    }
  }

  @Override
  public DisposableHandle schedule(long delayNanos, Runnable action) {
    return clock.schedule(delayNanos, action);
  }

  /**
   * Runs {@code action} off the timer thread, on a platform thread and without a permit: the tasks
   * that hold all permits, or all carriers of virtual threads, may be the tasks to cancel. In
   * virtual time the action acquires the permit of the test, like all code of the test.
   */
  @Override
  public DisposableHandle scheduleExpiry(long delayNanos, Runnable action) {
    return clock.schedule(delayNanos, () -> clock.expire(action, ScopeDispatcher::runOnAnyThread));
  }

  /**
   * Runs {@code action} on a pooled thread. If no thread can be created, runs it on the timer
   * thread: late timers are better than none.
   */
  private static void runOnAnyThread(Runnable action) {
    try {
      ThreadSource.pooled().start(null, action);
    } catch (Throwable t) { // such as OutOfMemoryError: unable to create native thread
      action.run();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
