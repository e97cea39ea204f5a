package org.coroutines4j.runtime.coroutine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.ThreadLocalEventLoop;
import kotlinx.coroutines.scheduling.CoroutineSchedulerKt;
import org.coroutines4j.runtime.debug.Escapes;
import org.coroutines4j.runtime.dispatch.DispatchedStep;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;
import org.jspecify.annotations.Nullable;

/** Which body the current thread runs; and a body for a thread that runs none. */
public final class CoroutineThreads {
  private static final Logger LOG = System.getLogger("org.coroutines4j");

  private static final ThreadLocal<@Nullable CoroutineThread> CURRENT = new ThreadLocal<>();

  private CoroutineThreads() {}

  /** The body that runs on this thread; null outside tasks and blocks. */
  public static @Nullable CoroutineThread current() {
    return CURRENT.get();
  }

  /**
   * Throws what cancelled the body of this thread, or the Kotlin coroutine of ours that it runs, if
   * there is one and it is cancelled.
   */
  public static void ensureActive() {
    CoroutineThread body = CURRENT.get();
    if (body != null && !body.isInAwait()) {
      body.frame().ensureActive();
      return;
    }
    DispatchedStep run = DispatchedStep.current();
    if (body != null) {
      ensureActive(body.frame().context);
    } else if (run != null) {
      ensureActive(run.context());
    }
  }

  private static void ensureActive(CoroutineContext context) {
    Job job = CoroutineContexts.inLine(context).get(Job.Key);
    if (job != null && !job.isActive()) {
      throw Cancellations.of(job);
    }
  }

  /** Chance, for code of this thread: in a test the same each time. */
  public static Random random() {
    CoroutineThread body = CURRENT.get();
    DispatchedStep run = body == null ? DispatchedStep.current() : null;
    ScopeDispatcher home =
        body != null
            ? body.dispatcher()
            : run != null ? run.dispatcher() : ScopeDispatcher.virtual();
    return home.clock().random();
  }

  /** Makes {@code body} the one of this thread, or none; returns the one before. */
  static @Nullable CoroutineThread swap(@Nullable CoroutineThread body) {
    CoroutineThread before = CURRENT.get();
    if (body == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(body);
    }
    return before;
  }

  /**
   * Calls {@code verb} with the body of this thread. A thread that has none gets one for the call:
   * inside a Kotlin coroutine of ours it waits as a part of that coroutine, elsewhere under a Job
   * of its own, and the thread blocks while it waits.
   */
  public static <T extends @Nullable Object> T call(Function<CoroutineThread, T> verb) {
    CoroutineThread body = CURRENT.get();
    if (body == null) {
      return callOutside(verb);
    }
    return body.isInAwait()
        ? callUnder(CoroutineContexts.inLine(body.frame().context), verb)
        : verb.apply(body);
  }

  /**
   * The body of this thread, if it runs Java code of its own; null if that is called by Kotlin code
   * that the body awaits, or if there is none: {@link #call} finds out then.
   */
  public static @Nullable CoroutineThread direct() {
    CoroutineThread body = CURRENT.get();
    return body != null && !body.isInAwait() ? body : null;
  }

  /** Calls {@code verb}, as {@link #call} does. */
  public static void run(Consumer<CoroutineThread> verb) {
    CoroutineThread direct = direct();
    if (direct != null) {
      verb.accept(direct);
      return;
    }
    CoroutineThreads.<@Nullable Object>call(
        body -> {
          verb.accept(body);
          return null;
        });
  }

  /** Throws if {@link #call} would refuse this thread; for callers that have to clean up then. */
  public static void requireMayWait() {
    CoroutineThread body = CURRENT.get();
    if (body != null) {
      body.requireMayWait();
    } else if (DispatchedStep.current() == null) {
      requireMayBlock();
    }
  }

  private static <T extends @Nullable Object> T callOutside(Function<CoroutineThread, T> verb) {
    DispatchedStep run = DispatchedStep.current();
    if (run != null) {
      return callUnder(CoroutineContexts.inLine(run.context()), run.dispatcher(), verb);
    }
    requireMayBlock();
    RootCoroutine root = RootCoroutine.begin();
    try {
      return callAs(root.body(), root.frame(), verb);
    } finally {
      root.end();
    }
  }

  /**
   * Whether the coroutine of {@code context} may wait on this thread: its step is what this thread
   * of ours runs. Others may be on it too, those of a {@code runBlocking} or begun without a
   * dispatch, which would make the code below them wait.
   */
  public static boolean mayWaitHere(CoroutineContext context) {
    Job job = context.get(Job.Key);
    CoroutineThread body = CURRENT.get();
    if (body != null) {
      return !body.dispatcher().isLeaf()
          && body.isInAwait()
          && CoroutineContexts.isPartOf(job, body.frame());
    }
    DispatchedStep run = DispatchedStep.current();
    return run != null
        && !run.dispatcher().isLeaf()
        && CoroutineContexts.isPartOf(
            job, CoroutineContexts.aroundEnded(run.context()).get(Job.Key));
  }

  /**
   * Where Java code belongs that coroutines of {@code context} start: among them, if that is ours.
   */
  public static ScopeDispatcher homeOf(CoroutineContext context) {
    ContinuationInterceptor dispatcher = context.get(ContinuationInterceptor.Key);
    if (dispatcher instanceof CoroutineThread body) {
      return body.dispatcher();
    }
    return (dispatcher instanceof ScopeDispatcher ours ? ours : ScopeDispatcher.virtual())
        .within(context);
  }

  /** What code of this thread hands on to code that belongs to no scope: the test it is part of. */
  public static CoroutineContext testContext() {
    CoroutineThread body = CURRENT.get();
    DispatchedStep run = body == null ? DispatchedStep.current() : null;
    VirtualTimeContext simulation =
        body != null
            ? VirtualTimeContext.in(body.frame().context)
            : run != null ? VirtualTimeContext.in(run.context()) : null;
    return simulation == null ? EmptyCoroutineContext.INSTANCE : simulation;
  }

  /** Whether the code of this thread runs under the Job of {@code context} already. */
  public static boolean runs(CoroutineContext context) {
    CoroutineThread body = CURRENT.get();
    DispatchedStep run = body == null ? DispatchedStep.current() : null;
    Job job = context.get(Job.Key);
    return body != null
        ? body.frame().job == job
        : run != null && CoroutineContexts.aroundEnded(run.context()).get(Job.Key) == job;
  }

  /**
   * Calls {@code verb} as a part of the coroutine of {@code context}, a step of which this thread
   * runs: with the body that runs it in line, or with one for the call.
   */
  public static <T extends @Nullable Object> T callUnder(
      CoroutineContext context, Function<CoroutineThread, T> verb) {
    CoroutineThread body = CURRENT.get();
    if (body == null) {
      DispatchedStep run = DispatchedStep.current();
      if (run == null) {
        requireMayBlock();
      }
      return callUnder(context, run != null ? run.dispatcher() : ScopeDispatcher.virtual(), verb);
    }
    if (body.frame().job == context.get(Job.Key)) {
      return verb.apply(body);
    }
    JobFrame frame = body.pushUnder(context);
    Throwable thrown = null;
    try {
      return verb.apply(body);
    } catch (Throwable t) {
      thrown = t;
      throw t;
    } finally {
      body.pop(frame, thrown);
    }
  }

  private static <T extends @Nullable Object> T callUnder(
      CoroutineContext context, ScopeDispatcher dispatcher, Function<CoroutineThread, T> verb) {
    CoroutineThread body = new CoroutineThread(dispatcher);
    JobFrame frame = JobFrame.under(context, body, null);
    frame.watch();
    return callAs(body, frame, verb);
  }

  private static <T extends @Nullable Object> T callAs(
      CoroutineThread body, JobFrame frame, Function<CoroutineThread, T> verb) {
    boolean ownThread = DispatchedStep.current() != null;
    body.begin(frame);
    CURRENT.set(body);
    try {
      return verb.apply(body);
    } finally {
      CURRENT.remove();
      body.end(frame);
      if (!ownThread && body.wasInterruptedFromOutside()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * {@code mayNotBlock} is an internal of kotlinx; {@code KotlinThreadTest} notices if it changes.
   */
  private static void requireMayBlock() {
    Thread thread = Thread.currentThread();
    if (CoroutineSchedulerKt.mayNotBlock(thread)) {
      refuseToBlock(
          "thread "
              + Escapes.inLine(thread.getName())
              + " is a worker of Kotlin's Dispatchers.Default and must not block. From a coroutine,"
              + " use the suspending face (asDeferred().await(), or the extensions of"
              + " coroutines4j-kotlin), or call this inside withContext(Dispatchers.IO)");
    }
  }

  /**
   * Refuses to wait for {@code job} on the very thread on which it has to run: the event loop of a
   * {@code runBlocking}. {@code ThreadLocalEventLoop} is an internal of kotlinx, and may hold a
   * loop that is over; {@code EventLoopThreadTest} notices if it changes.
   */
  public static void requireOtherThread(Job job) {
    if (!job.isCompleted() && job instanceof CoroutineScope coroutine) {
      Object runsOn = coroutine.getCoroutineContext().get(ContinuationInterceptor.Key);
      if (runsOn != null
          && runsOn == ThreadLocalEventLoop.INSTANCE.currentOrNull$kotlinx_coroutines_core()) {
        refuseToBlock(
            "this thread, "
                + Escapes.inLine(Thread.currentThread().getName())
                + ", is the event loop of a runBlocking, on which what is waited for has to run;"
                + " from its coroutines, use the suspending face: await() or join() of Kotlin");
      }
    }
  }

  private static void refuseToBlock(String reason) {
    String text = reason + "; with -Dcoroutines4j.blocking=warn it is done all the same";
    IllegalStateException refusal = new IllegalStateException(text);
    if (!"warn".equals(System.getProperty("coroutines4j.blocking"))) {
      throw refusal;
    }
    LOG.log(Level.WARNING, text, refusal);
  }
}
