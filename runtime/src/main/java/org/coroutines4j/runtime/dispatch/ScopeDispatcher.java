package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.kotlinx.DelayDispatcher;
import org.coroutines4j.runtime.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Where the bodies of a scope run, how many at once, and by which clock they wait: a source of
 * threads, a limit of turns, a clock. As a dispatcher of kotlinx it runs the Kotlin coroutines of
 * the same scope: each dispatch on a thread of the source, so that a Java lambda in them may block,
 * and under the same turns.
 */
public final class ScopeDispatcher extends DelayDispatcher {
  static {
    LibraryVersions
        .requireSupported(); // here, since no task and no wait can do without a dispatcher
  }

  private static final ScopeDispatcher VIRTUAL =
      new ScopeDispatcher("virtual", Threads.virtual(), null, Clock.system(), Leaf.NO);
  private static final ScopeDispatcher CPU =
      new ScopeDispatcher(
          "cpu",
          Threads.pooled(),
          new FifoLimiter(Runtime.getRuntime().availableProcessors(), null),
          Clock.system(),
          Leaf.NO);

  /** After how long a thread is asked for again where there was none to be had. */
  private static final long RETRY_NANOS = 1_000_000;

  /** Whether bodies borrow a thread that is not ours, on which they must not wait. */
  private enum Leaf {
    NO,
    YES,
    INTERRUPTIBLE
  }

  private final String name;
  private final Threads threads;
  private final @Nullable ConcurrencyLimiter limiter;
  private final Clock clock;
  private final Leaf leaf;

  private ScopeDispatcher(
      String name, Threads threads, @Nullable ConcurrencyLimiter limiter, Clock clock, Leaf leaf) {
    this.name = name;
    this.threads = threads;
    this.limiter = limiter;
    this.clock = clock;
    this.leaf = leaf;
  }

  /** A virtual thread a body, an elastic pool before JDK 21; no limit. */
  public static ScopeDispatcher virtual() {
    return VIRTUAL;
  }

  /** Platform threads, as many running at once as there are processors. */
  public static ScopeDispatcher cpu() {
    return CPU;
  }

  /** Threads as {@link #virtual} has them, and a single turn: a new loop each time. */
  public static ScopeDispatcher eventLoop() {
    return new ScopeDispatcher(
        "eventLoop", Threads.virtual(), FifoLimiter.loop(), Clock.system(), Leaf.NO);
  }

  /**
   * Returns a dispatcher on the threads of {@link #virtual}, with a limit and a clock of its own.
   */
  public static ScopeDispatcher of(String name, ConcurrencyLimiter limiter, Clock clock) {
    return new ScopeDispatcher(name, Threads.virtual(), limiter, clock, Leaf.NO);
  }

  /** The threads of {@code executor}, on which a body may not wait. */
  public static ScopeDispatcher from(Executor executor) {
    Threads threads = Threads.of(executor);
    return new ScopeDispatcher(threads.toString(), threads, null, Clock.system(), Leaf.YES);
  }

  /**
   * This one, whose bodies are interrupted when they are cancelled even on somebody else's threads.
   */
  public ScopeDispatcher interruptible() {
    return leaf == Leaf.YES
        ? new ScopeDispatcher(name, threads, limiter, clock, Leaf.INTERRUPTIBLE)
        : this;
  }

  /**
   * The same threads, with at most {@code n} bodies running at once, within the limit of this one.
   */
  public ScopeDispatcher limited(int n) {
    return new ScopeDispatcher(
        name + ".limitedParallelism(" + n + ")", threads, new FifoLimiter(n, limiter), clock, leaf);
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
    return new ScopeDispatcher(name, threads, newLimiter, newClock, leaf);
  }

  /** Where its bodies get their threads. */
  public Threads threads() {
    return threads;
  }

  /** The turns that bodies here take; null if there is no limit. */
  public @Nullable ConcurrencyLimiter limiter() {
    return limiter;
  }

  /** What its bodies wait by. */
  public Clock clock() {
    return clock;
  }

  /** Whether a body here must not wait, because its thread belongs to somebody else. */
  public boolean isLeaf() {
    return leaf != Leaf.NO;
  }

  /** Whether cancelling a body here interrupts its thread. */
  public boolean interrupts() {
    return leaf != Leaf.YES;
  }

  /**
   * What begins {@code body} on a thread of its own as soon as there is a turn, which the body
   * gives back. If there is no thread to be had, {@code refused} is told why instead, on whatever
   * thread noticed. Null if there is nothing to wait for: no limit, and threads of our own; then
   * {@link #startNow} begins it.
   */
  public @Nullable PendingStart pendingStart(
      @Nullable String threadName, Runnable body, Consumer<Throwable> refused) {
    return limiter == null && !isLeaf() ? null : new PendingStart(this, threadName, body, refused);
  }

  /** Begins {@code body} on a thread of its own now, or tells {@code refused} why not. */
  public void startNow(@Nullable String threadName, Runnable body, Consumer<Throwable> refused) {
    try {
      threads.start(threadName, body);
    } catch (Throwable t) {
      refused.accept(t);
    }
  }

  /**
   * A coroutine cannot be told that its thread is refused, so it goes on where there always is one.
   */
  @Override
  public void dispatch(CoroutineContext context, Runnable block) {
    StackGuard.requireForCalls(); // an overflow within may break what starts threads for good
    ScopeDispatcher there = within(context);
    DispatchedStep run = new DispatchedStep(there, context, block, there.limiter);
    Consumer<Throwable> refused = cause -> dispatchAnyway(context, block);
    PendingStart start = there.pendingStart(null, run, refused);
    if (start == null) {
      there.startNow(null, run, refused);
    } else {
      start.begin();
    }
  }

  private static void dispatchAnyway(CoroutineContext context, Runnable block) {
    Runnable run = new DispatchedStep(VIRTUAL, context, block, null);
    try {
      Threads.virtual().start(null, run);
    } catch (Throwable t) { // for one, OutOfMemoryError: unable to create native thread
      Clock.system().schedule(RETRY_NANOS, () -> dispatchAnyway(context, block));
    }
  }

  @Override
  public DisposableHandle schedule(long delayNanos, Runnable action) {
    return clock.schedule(delayNanos, action);
  }

  /**
   * Off the timer thread, and on a platform thread without a turn: who holds the turns, or all
   * carriers of virtual threads, may be who must be cancelled. In the time of a test it takes its
   * turn as all do.
   */
  @Override
  public DisposableHandle scheduleExpiry(long delayNanos, Runnable action) {
    return clock.schedule(delayNanos, () -> clock.expire(action, ScopeDispatcher::runOnAnyThread));
  }

  /**
   * Where no thread can be had, the one of the timers does it: late timers are better than none.
   */
  private static void runOnAnyThread(Runnable action) {
    try {
      Threads.pooled().start(null, action);
    } catch (Throwable t) { // for one, OutOfMemoryError: unable to create native thread
      action.run();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
