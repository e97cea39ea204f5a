package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.bridge.TimedDispatcher;
import org.coroutines4j.runtime.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Where the bodies of a scope run, how many at once, and by which clock they wait: a source of
 * threads, a limit of turns, a clock. As a dispatcher of kotlinx it runs the Kotlin coroutines of
 * the same scope: each dispatch on a thread of the source, so that a Java lambda in them may block,
 * and under the same turns.
 */
public final class ScopeDispatcher extends TimedDispatcher {
  private static final ScopeDispatcher VIRTUAL =
      new ScopeDispatcher("virtual", Threads.virtual(), null, Clock.system(), Leaf.NO);
  private static final ScopeDispatcher CPU =
      new ScopeDispatcher(
          "cpu",
          Threads.pooled(),
          new TurnLimit(Runtime.getRuntime().availableProcessors(), null),
          Clock.system(),
          Leaf.NO);

  /** Whether bodies borrow a thread that is not ours, on which they must not wait. */
  private enum Leaf {
    NO,
    YES,
    INTERRUPTIBLE
  }

  private final String name;
  private final Threads threads;
  private final @Nullable Turns turns;
  private final Clock clock;
  private final Leaf leaf;

  private ScopeDispatcher(
      String name, Threads threads, @Nullable Turns turns, Clock clock, Leaf leaf) {
    this.name = name;
    this.threads = threads;
    this.turns = turns;
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
        "eventLoop", Threads.virtual(), TurnLimit.loop(), Clock.system(), Leaf.NO);
  }

  /** Threads as {@link #virtual} has them, in the time of a test. */
  public static ScopeDispatcher simulated(SimulatedTime time) {
    return new ScopeDispatcher("simulated", Threads.virtual(), time, time, Leaf.NO);
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
        ? new ScopeDispatcher(name, threads, turns, clock, Leaf.INTERRUPTIBLE)
        : this;
  }

  /**
   * The same threads, with at most {@code n} bodies running at once, within the limit of this one.
   */
  public ScopeDispatcher limited(int n) {
    return new ScopeDispatcher(
        name + ".limitedParallelism(" + n + ")", threads, new TurnLimit(n, turns), clock, leaf);
  }

  /** What makes code part of the test whose time this dispatcher has. */
  public Simulation simulation() {
    return new Simulation(this);
  }

  /**
   * This dispatcher for code of {@code context}. In a test that is the one of the test, whose turn
   * then covers all the code under test; the threads of an executor remain what they are, and the
   * time stands still while they work.
   */
  @Override
  public ScopeDispatcher within(CoroutineContext context) {
    Simulation simulation = Simulation.in(context);
    if (simulation == null || !(simulation.home().clock instanceof SimulatedTime time)) {
      return this;
    }
    if (clock == time) {
      return this;
    }
    return isLeaf() ? simulation.held(this, time) : simulation.home();
  }

  /** The same threads, while whose work {@code time} stands still. */
  ScopeDispatcher holding(SimulatedTime time) {
    return new ScopeDispatcher(name, threads, new HeldTime(time, turns), time, leaf);
  }

  /** Where its bodies get their threads. */
  public Threads threads() {
    return threads;
  }

  /** The turns that bodies here take; null if there is no limit. */
  public @Nullable Turns turns() {
    return turns;
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
   * Runs {@code body} on a thread of its own as soon as there is a turn, which the body gives back.
   * If there is no thread to be had, {@code rejected} is told why instead, on whatever thread
   * noticed.
   */
  public void start(@Nullable String threadName, Runnable body, Consumer<Throwable> rejected) {
    if (turns == null) {
      startNow(threadName, body, rejected);
    } else {
      turns.enter(() -> startNow(threadName, body, rejected));
    }
  }

  private void startNow(@Nullable String threadName, Runnable body, Consumer<Throwable> rejected) {
    try {
      threads.start(threadName, body);
    } catch (Throwable t) {
      if (turns != null) {
        turns.leave();
      }
      rejected.accept(t);
    }
  }

  /**
   * A coroutine cannot be told that its thread is refused, so it goes on where there always is one.
   */
  @Override
  public void dispatch(CoroutineContext context, Runnable block) {
    ScopeDispatcher there = within(context);
    there.start(
        null,
        new KotlinRun(there, context, block, there.turns),
        refused -> Threads.virtual().start(null, new KotlinRun(VIRTUAL, context, block, null)));
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
    return clock instanceof SimulatedTime time
        ? clock.schedule(delayNanos, () -> time.enter(() -> expire(time, action)))
        : clock.schedule(delayNanos, () -> Threads.pooled().start(null, action));
  }

  private static void expire(SimulatedTime time, Runnable action) {
    Runnable turn =
        () -> {
          try {
            action.run();
          } finally {
            time.leave();
          }
        };
    try {
      Threads.pooled().start(null, turn);
    } catch (Throwable t) { // for one, OutOfMemoryError: unable to create native thread
      turn.run();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
