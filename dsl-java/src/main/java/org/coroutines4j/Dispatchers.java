package org.coroutines4j;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.coroutines4j.internal.context.DispatcherImpl;
import org.coroutines4j.internal.context.ExecutorDispatcherImpl;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** The dispatchers that there are. */
public final class Dispatchers {
  private static final Dispatcher VIRTUAL = new DispatcherImpl(ScopeDispatcher.virtual());
  private static final Dispatcher IO = VIRTUAL;
  private static final Dispatcher CPU = new DispatcherImpl(ScopeDispatcher.cpu());

  private Dispatchers() {}

  /**
   * A virtual thread for each task, without a limit; the default. On JDKs before 21 a platform
   * daemon thread of a pool that grows as needed.
   */
  public static Dispatcher virtual() {
    return VIRTUAL;
  }

  /** For blocking input and output. Tasks run as on {@link #virtual()}. */
  public static Dispatcher io() {
    return IO;
  }

  /**
   * For computations: platform threads, of which at most as many run at once as there are
   * processors. Virtual threads are not time-sliced, so that a few long computations would keep all
   * others from running.
   */
  public static Dispatcher cpu() {
    return CPU;
  }

  /**
   * A new event loop: its tasks, and the Kotlin coroutines of their scopes, run one at a time, as
   * asyncio's do. Nothing else of the loop runs between two waits, so that they may share
   * collections that are not thread-safe. The turn goes, in the order of asking, from one that ends
   * or has to wait to the next, and always at {@link Async#delay} and {@link Async#yieldNow}; while
   * one is in {@link Async#blocking} the others run. Each task has a thread of its own, as on
   * {@link #virtual()}; no thread-local is shared.
   */
  public static Dispatcher eventLoop() {
    return new DispatcherImpl(ScopeDispatcher.eventLoop());
  }

  /**
   * The threads of {@code executor}, for tasks that call what must be called there: a user
   * interface, a JDBC pool. Such a task must not wait: each verb that can wait throws {@link
   * IllegalStateException} there, even if it would not have to; {@code outcomeNow()} of a task that
   * has ended, and all that never waits, works. If the executor rejects a task, the task fails with
   * the rejection. Cancelling does not interrupt, but see {@link ExecutorDispatcher#interruptible}.
   */
  public static ExecutorDispatcher from(Executor executor) {
    Objects.requireNonNull(executor, "executor");
    return new ExecutorDispatcherImpl(ScopeDispatcher.from(executor));
  }
}
