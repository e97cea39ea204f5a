package org.coroutines4j.runtime.coroutine;

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
import org.coroutines4j.runtime.debug.TaskPath;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;
import org.coroutines4j.runtime.dispatch.CallerContext;
import org.coroutines4j.runtime.dispatch.DispatchedStep;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.dispatch.SlottedThreadLocal;
import org.coroutines4j.runtime.time.Clock;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;
import org.jspecify.annotations.Nullable;

/** Finds the coroutine that the current thread runs, or gives the thread one for a call. */
public final class CoroutineThreads {
  private static final SlottedThreadLocal<CoroutineThread> CURRENT = new SlottedThreadLocal<>();

  static {
    TaskPath.findCurrentJobBy(new CurrentJob());
  }

  /**
   * Finds the Job of the code that the current thread runs. No lambda: that would cost start-up.
   */
  private static final class CurrentJob implements TaskPath.JobFinder {
    @Override
    public @Nullable Job find() {
      CoroutineThread coroutine = CURRENT.get();
      if (coroutine != null) {
        return coroutine.unshieldedJob();
      }
      DispatchedStep step = DispatchedStep.current();
      return step == null ? null : step.runningJob();
    }
  }

  private CoroutineThreads() {}

  /** Returns the coroutine that the current thread runs; null outside tasks and blocks. */
  public static @Nullable CoroutineThread current() {
    return CURRENT.get();
  }

  /**
   * Throws the cancellation of the coroutine that the current thread runs: the innermost code of
   * this library, or the Kotlin coroutine whose step runs on a thread of this library. Does nothing
   * if there is none, or if it is active. A cancellation point without a wait.
   */
  public static void ensureActive() {
    CoroutineThread coroutine = CURRENT.get();
    if (coroutine != null && !coroutine.isInAwait()) {
      coroutine.frame().ensureActive();
      return;
    }
    CallerContext caller = caller();
    if (caller != null) {
      ensureActive(caller.context());
    }
  }

  private static @Nullable CallerContext caller() {
    CoroutineThread coroutine = CURRENT.get();
    return coroutine != null ? coroutine : DispatchedStep.current();
  }

  private static void ensureActive(CoroutineContext context) {
    Job job = CoroutineContexts.innermost(context).get(Job.Key);
    if (job != null && !job.isActive()) {
      throw Cancellations.of(job);
    }
  }

  /**
   * Returns the Job that the code of this thread runs under: that of its innermost block, task or
   * Kotlin coroutine of ours; null if there is none. Never waits, on any thread.
   */
  public static @Nullable Job currentJob() {
    CoroutineThread coroutine = CURRENT.get();
    if (coroutine != null && !coroutine.isInAwait()) {
      return coroutine.frame().job;
    }
    CallerContext caller = caller();
    return caller == null ? null : CoroutineContexts.innermost(caller.context()).get(Job.Key);
  }

  /**
   * Returns the source of randomness for the code of the current thread, which is deterministic in
   * virtual time.
   */
  public static Random random() {
    return clock().random();
  }

  /** Returns the clock of the code of the current thread. Returns immediately, on any thread. */
  public static Clock clock() {
    CallerContext caller = caller();
    ScopeDispatcher dispatcher = caller != null ? caller.dispatcher() : ScopeDispatcher.virtual();
    return dispatcher.clock();
  }

  /** Sets the coroutine of the current thread, or none for null, and returns the previous one. */
  static @Nullable CoroutineThread swap(@Nullable CoroutineThread coroutine) {
    CoroutineThread before = CURRENT.get();
    if (coroutine == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(coroutine);
    }
    return before;
  }

  /**
   * Calls {@code operation} on the current thread, with the coroutine that the thread runs. A
   * thread without a coroutine gets one for the call. In a step of a Kotlin coroutine on a thread
   * of this library, the operation waits as a part of that coroutine. On any other thread it waits
   * under a Job of its own, and the thread blocks while it waits.
   *
   * @throws IllegalStateException if the thread must not block
   */
  public static <T extends @Nullable Object> T call(Function<CoroutineThread, T> operation) {
    CoroutineThread coroutine = CURRENT.get();
    if (coroutine == null) {
      return callOutside(operation);
    }
    return coroutine.isInAwait()
        ? callUnder(CoroutineContexts.innermost(coroutine.frame().context), operation)
        : operation.apply(coroutine);
  }

  /**
   * Returns the coroutine of the current thread if the thread runs Java code of that coroutine.
   * Returns null if there is no coroutine, or if the Java code is called by Kotlin code that the
   * coroutine awaits. The caller then uses {@link #call}, which distinguishes the two.
   */
  public static @Nullable CoroutineThread direct() {
    CoroutineThread coroutine = CURRENT.get();
    return coroutine != null && !coroutine.isInAwait() ? coroutine : null;
  }

  /** Calls {@code operation}, as {@link #call} does. */
  public static void run(Consumer<CoroutineThread> operation) {
    CoroutineThread direct = direct();
    if (direct != null) {
      operation.accept(direct);
      return;
    }
    CoroutineThreads.<@Nullable Object>call(
        coroutine -> {
          operation.accept(coroutine);
          return null;
        });
  }

  /**
   * Checks that the current thread may wait, before the caller changes anything that it would have
   * to undo.
   *
   * @throws IllegalStateException if {@link #call} would refuse this thread
   */
  public static void requireMayWait() {
    CoroutineThread coroutine = CURRENT.get();
    if (coroutine != null) {
      coroutine.requireMayWait();
    } else if (DispatchedStep.current() == null) {
      requireMayBlock();
    }
  }

  private static <T extends @Nullable Object> T callOutside(
      Function<CoroutineThread, T> operation) {
    DispatchedStep step = DispatchedStep.current();
    if (step != null) {
      return callUnder(CoroutineContexts.innermost(step.context()), step.dispatcher(), operation);
    }
    requireMayBlock();
    RootCoroutine root = RootCoroutine.begin();
    try {
      return callAs(root.coroutine(), root.frame(), operation);
    } finally {
      root.end();
    }
  }

  /**
   * Returns whether the coroutine of {@code context} may wait on the current thread: the thread
   * belongs to this library and runs a step of that coroutine. The thread may run other coroutines
   * on top of that step, those of a {@code runBlocking} or started undispatched. If one of these
   * waited, the step below it would wait too.
   */
  public static boolean mayWaitHere(CoroutineContext context) {
    Job job = context.get(Job.Key);
    CoroutineThread coroutine = CURRENT.get();
    if (coroutine != null) {
      return !coroutine.dispatcher().isForeignThread()
          && coroutine.isInAwait()
          && CoroutineContexts.isPartOf(job, coroutine.frame());
    }
    DispatchedStep step = DispatchedStep.current();
    return step != null
        && !step.dispatcher().isForeignThread()
        && CoroutineContexts.isPartOf(
            job, CoroutineContexts.skipEndedBlocks(step.context()).get(Job.Key));
  }

  /**
   * Returns the dispatcher for Java code that coroutines of {@code context} start: their own, if it
   * is one of this library, else that of virtual threads.
   */
  public static ScopeDispatcher homeOf(CoroutineContext context) {
    ContinuationInterceptor dispatcher = context.get(ContinuationInterceptor.Key);
    if (dispatcher instanceof CoroutineThread coroutine) {
      return coroutine.dispatcher();
    }
    return (dispatcher instanceof ScopeDispatcher ours ? ours : ScopeDispatcher.virtual())
        .within(context);
  }

  /**
   * Returns what code of the current thread passes on to code that belongs to no scope: the virtual
   * time of the test that it is a part of. Empty outside such a test.
   */
  public static CoroutineContext testContext() {
    CallerContext caller = caller();
    VirtualTimeContext virtualTime =
        caller == null ? null : VirtualTimeContext.in(caller.context());
    return virtualTime == null ? EmptyCoroutineContext.INSTANCE : virtualTime;
  }

  /** Returns whether the code of the current thread runs under the Job of {@code context}. */
  public static boolean runs(CoroutineContext context) {
    CoroutineThread coroutine = CURRENT.get();
    DispatchedStep step = coroutine == null ? DispatchedStep.current() : null;
    Job job = context.get(Job.Key);
    return coroutine != null
        ? coroutine.frame().job == job
        : step != null && CoroutineContexts.skipEndedBlocks(step.context()).get(Job.Key) == job;
  }

  /**
   * Calls {@code operation} on the current thread, as a part of the coroutine of {@code context}, a
   * step of which the thread runs. The operation gets the coroutine that runs this step inline, or
   * one made for the call.
   *
   * @throws IllegalStateException if the thread must not block
   */
  public static <T extends @Nullable Object> T callUnder(
      CoroutineContext context, Function<CoroutineThread, T> operation) {
    CoroutineThread coroutine = CURRENT.get();
    if (coroutine == null) {
      DispatchedStep step = DispatchedStep.current();
      if (step == null) {
        requireMayBlock();
      }
      return callUnder(
          context, step != null ? step.dispatcher() : ScopeDispatcher.virtual(), operation);
    }
    if (coroutine.frame().job == context.get(Job.Key)) {
      return operation.apply(coroutine);
    }
    JobFrame frame = coroutine.pushUnder(context);
    Throwable thrown = null;
    try {
      return operation.apply(coroutine);
    } catch (Throwable t) {
      thrown = t;
      throw t;
    } finally {
      coroutine.pop(frame, thrown);
    }
  }

  private static <T extends @Nullable Object> T callUnder(
      CoroutineContext context,
      ScopeDispatcher dispatcher,
      Function<CoroutineThread, T> operation) {
    CoroutineThread coroutine = new CoroutineThread(dispatcher);
    JobFrame frame = JobFrame.under(context, coroutine, null);
    frame.watch();
    return callAs(coroutine, frame, operation);
  }

  private static <T extends @Nullable Object> T callAs(
      CoroutineThread coroutine, JobFrame frame, Function<CoroutineThread, T> operation) {
    boolean ownThread = DispatchedStep.current() != null;
    coroutine.begin(frame);
    CURRENT.set(coroutine);
    try {
      return operation.apply(coroutine);
    } finally {
      CURRENT.remove();
      coroutine.end(frame);
      if (!ownThread && coroutine.wasInterruptedFromOutside()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * {@code mayNotBlock} is an internal of kotlinx; {@code KotlinThreadTest} fails if it changes.
   */
  private static void requireMayBlock() {
    Thread thread = Thread.currentThread();
    if (CoroutineSchedulerKt.mayNotBlock(thread)) {
      refuseToBlock(
          Warning.BLOCKED_KOTLIN_WORKER,
          "thread "
              + TextEscapes.inLine(thread.getName())
              + " is a worker of Kotlin's Dispatchers.Default and must not block. From a coroutine,"
              + " use suspending functions (asDeferred().await(), or the extensions of"
              + " coroutines4j-kotlin), or call this inside withContext(Dispatchers.IO)");
    }
  }

  /**
   * Refuses to wait for {@code job} on the thread on which it has to run, the event loop of a
   * {@code runBlocking}. {@code ThreadLocalEventLoop} is an internal of kotlinx, and may hold a
   * loop that has ended; {@code EventLoopThreadTest} fails if it changes.
   *
   * @throws IllegalStateException if the current thread is that event loop, unless {@code
   *     -Dcoroutines4j.blocking=warn} is set
   */
  public static void requireOtherThread(Job job) {
    if (!job.isCompleted() && job instanceof CoroutineScope coroutine) {
      Object runsOn = coroutine.getCoroutineContext().get(ContinuationInterceptor.Key);
      if (runsOn != null
          && runsOn == ThreadLocalEventLoop.INSTANCE.currentOrNull$kotlinx_coroutines_core()) {
        refuseToBlock(
            Warning.AWAITED_OWN_LOOP,
            "thread "
                + TextEscapes.inLine(Thread.currentThread().getName())
                + " is the event loop of a runBlocking, on which the awaited coroutine has to run."
                + " From coroutines of that runBlocking, call Kotlin's await() or join()");
      }
    }
  }

  private static void refuseToBlock(Warning warning, String reason) {
    String text = reason + ". With -Dcoroutines4j.blocking=warn this only logs a warning";
    IllegalStateException refusal = new IllegalStateException(warning.text(text));
    if (!"warn".equals(System.getProperty("coroutines4j.blocking"))) {
      throw refusal;
    }
    warning.log(text, refusal);
  }
}
