package org.coroutines4j;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.coroutines4j.internal.context.DispatcherImpl;
import org.coroutines4j.internal.context.ExecutorDispatcherImpl;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** Provides the dispatchers of this library, on which tasks run. None of these methods waits. */
public final class Dispatchers {
  private static final Dispatcher VIRTUAL = new DispatcherImpl(ScopeDispatcher.virtual());
  private static final Dispatcher IO = VIRTUAL;
  private static final Dispatcher CPU = new DispatcherImpl(ScopeDispatcher.cpu());

  private Dispatchers() {}

  /**
   * Returns the default dispatcher. It runs each task on a virtual thread of its own, without a
   * limit. On JDKs before 21, it runs each task on a platform daemon thread of a pool that grows as
   * needed.
   */
  public static Dispatcher virtual() {
    return VIRTUAL;
  }

  /**
   * Returns a dispatcher like {@link #virtual()} that runs each task on a new thread of {@code
   * threads}, such as {@code Thread.ofVirtual().name("worker-", 0).factory()}. A task with a name
   * gives its thread that name. Any other thread keeps the name that the factory has given it.
   *
   * <p>If the factory throws an exception or returns null, the task fails: in the second case with
   * a {@link java.util.concurrent.RejectedExecutionException}.
   */
  public static Dispatcher virtual(ThreadFactory threads) {
    Objects.requireNonNull(threads, "threads");
    return new DispatcherImpl(ScopeDispatcher.virtual(threads));
  }

  /**
   * Returns the dispatcher for blocking input and output. Tasks run as on {@link #virtual()}; the
   * name documents the purpose.
   */
  public static Dispatcher io() {
    return IO;
  }

  /**
   * Returns the dispatcher for computations. It uses platform threads, and runs at most as many
   * tasks concurrently as there are processors. All users of this dispatcher share that limit.
   *
   * <p>Long computations do not belong on virtual threads. These are not time-sliced, so a few
   * computations would keep all other virtual threads from running.
   */
  public static Dispatcher cpu() {
    return CPU;
  }

  /**
   * Returns a dispatcher like {@link #cpu()}, with a limit of its own, that runs each task on a new
   * thread of {@code threads}. The threads should be platform threads. Names and failures are as
   * with {@link #virtual(ThreadFactory)}.
   */
  public static Dispatcher cpu(ThreadFactory threads) {
    Objects.requireNonNull(threads, "threads");
    int processors = Runtime.getRuntime().availableProcessors();
    return new DispatcherImpl(ScopeDispatcher.cpu(threads, processors));
  }

  /**
   * Returns a new event loop, which runs one task at a time, like an event loop of asyncio. The
   * Kotlin coroutines of its scopes take part as tasks do. Between two waits of a task, no other
   * code of the loop runs. So the tasks of one loop may share collections that are not thread-safe.
   *
   * <p>The loop has a single permit. A task releases it when it ends, whenever it has to wait, and
   * always in {@link Async#delay}, {@link Async#yieldNow} and {@link
   * Async#blocking(java.util.concurrent.Callable)}. Tasks acquire it in FIFO order.
   *
   * <p>Each task has a thread of its own, as on {@link #virtual()}, so tasks do not share
   * thread-locals.
   */
  public static Dispatcher eventLoop() {
    return new DispatcherImpl(ScopeDispatcher.eventLoop());
  }

  /**
   * Returns a dispatcher on the threads of {@code executor}. Use it for calls that must be made on
   * these threads, such as those of a user interface or a JDBC pool.
   *
   * <p>A task there must not wait. Each method that can wait throws {@link IllegalStateException},
   * even if it would not have to wait. Methods that never wait work, such as {@link
   * Task#outcomeNow} of a task that has ended, and so does {@link
   * Async#blocking(java.util.concurrent.Callable)}.
   *
   * <p>If the executor rejects a task, the task fails with the {@link
   * java.util.concurrent.RejectedExecutionException}. Cancelling a task does not interrupt its
   * thread; see {@link ExecutorDispatcher#interruptible}.
   */
  public static ExecutorDispatcher from(Executor executor) {
    Objects.requireNonNull(executor, "executor");
    return new ExecutorDispatcherImpl(ScopeDispatcher.from(executor));
  }
}
