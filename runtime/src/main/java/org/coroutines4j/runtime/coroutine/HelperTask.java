package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.DispatchedStep;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;
import org.jspecify.annotations.Nullable;

/**
 * Work that runs concurrently with the Java code that made it, on a helper thread of the same
 * dispatcher. It is cancelled with the Job of that code, and ends with the innermost block or task
 * of that code. Outside all blocks and tasks, the caller must end it.
 */
public final class HelperTask {
  /** The parent of the work. The code that made the work is its owner. */
  private static final class Root extends OwnedBlock {
    /** The Job of the code that the work is done for; null if the work has no time limit of it. */
    private volatile @Nullable Job client;

    Root(CoroutineContext context, @Nullable Job parent, @Nullable Job client) {
      super(context, parent);
      this.client = client;
    }

    @Override
    protected @Nullable Job limitedBy() {
      return client;
    }

    @Override
    protected void terminated() {
      client = null;
      super.terminated();
    }
  }

  private static final TaskListener NO_LISTENER = new TaskListener() {};

  private final Consumer<CoroutineThread> work;
  private final ScopeDispatcher dispatcher;
  private final CoroutineContext elements;
  private final Root root;

  /** The frame of the code that made the work; null outside tasks and blocks. */
  private final @Nullable JobFrame frame;

  /** The Kotlin coroutine that made the work; null if none did. */
  private final @Nullable Job job;

  private final BooleanSupplier dismissal;

  /** Ends the work with {@link #frame}. */
  private FrameEndings.@Nullable Ending atLeave;

  /** Cancels the work with {@link #job}. */
  private @Nullable DisposableHandle watch;

  private volatile boolean begun;

  /** Whether {@link #end} was called: its caller asks for the failure. */
  private volatile boolean endCalled;

  private HelperTask(
      Consumer<CoroutineThread> work,
      ScopeDispatcher dispatcher,
      CoroutineContext elements,
      @Nullable JobFrame frame,
      @Nullable Job job,
      BooleanSupplier dismissal) {
    this.work = work;
    this.dispatcher = dispatcher;
    this.elements = elements;
    this.frame = frame;
    this.job = job;
    this.dismissal = dismissal;
    this.root =
        new Root(
            frame != null ? frame.context : elements.plus(dispatcher),
            frame != null ? frame.job : null,
            frame != null ? frame.job : job);
  }

  /**
   * Creates work that belongs to the caller's code and begins with {@link #start}.
   *
   * <p>To end the work, the coroutine's thread calls {@code dismissal}, which asks the work to end
   * and returns true, or returns false to have the work cancelled. An exception of the work is a
   * failure of the block or task that it ends with, unless {@link #end} was called before.
   */
  public static HelperTask of(Consumer<CoroutineThread> work, BooleanSupplier dismissal) {
    CoroutineThread coroutine = CoroutineThreads.current();
    if (coroutine != null) {
      JobFrame frame = coroutine.frame();
      HelperTask task =
          new HelperTask(work, coroutine.dispatcher(), frame.elements, frame, null, dismissal);
      task.atLeave = frame.onLeave(task::leave);
      return task;
    }
    DispatchedStep step = DispatchedStep.current();
    if (step != null) {
      CoroutineContext context = CoroutineContexts.innermost(step.context());
      Job job = context.get(Job.Key);
      return new HelperTask(
          work, step.dispatcher(), CoroutineContexts.elementsOf(context), null, job, dismissal);
    }
    return new HelperTask(
        work, ScopeDispatcher.virtual(), EmptyCoroutineContext.INSTANCE, null, null, dismissal);
  }

  /**
   * As {@link #of}, for work that belongs to the code of {@code frame}. May be called on any
   * thread, and after the frame is over. The frame's own thread must call {@link #leave} when the
   * code of the frame has ended.
   */
  public static HelperTask of(
      JobFrame frame, Consumer<CoroutineThread> work, BooleanSupplier dismissal) {
    return new HelperTask(
        work, frame.coroutine.dispatcher(), frame.elements, frame, null, dismissal);
  }

  /**
   * Starts {@code work}, which must not throw, on the dispatcher of the caller. Only {@link #end}
   * and {@link #cancel} end it early, and the end of a test in virtual time cancels it. Never
   * waits; may be called on any thread. Calls {@code ended} when the work is over, even if it never
   * ran.
   */
  public static HelperTask startDetached(Consumer<CoroutineThread> work, Runnable ended) {
    return startDetached(work, ended, null);
  }

  private static HelperTask startDetached(
      Consumer<CoroutineThread> work, Runnable ended, @Nullable Job client) {
    CoroutineThread coroutine = CoroutineThreads.current();
    DispatchedStep step = DispatchedStep.current();
    CoroutineContext elements = EmptyCoroutineContext.INSTANCE;
    ScopeDispatcher dispatcher = ScopeDispatcher.virtual();
    if (coroutine != null) {
      elements = coroutine.frame().elements;
      dispatcher = coroutine.dispatcher();
    } else if (step != null) {
      elements = CoroutineContexts.elementsOf(step.context());
      dispatcher = step.dispatcher();
    }
    HelperTask task = new HelperTask(work, dispatcher, elements, null, null, () -> false);
    task.root.client = client;
    task.onEnd(ended);
    VirtualTimeContext test = VirtualTimeContext.in(elements);
    if (test != null) {
      test.addApart(task.root, task::cancel);
      task.onEnd(() -> test.removeApart(task.root));
    }
    task.begin();
    return task;
  }

  /**
   * Begins {@code work} as {@link #startDetached(Consumer, Runnable)} does. The time limits of the
   * caller hold for the work too, until {@link #endLimits} is called.
   */
  public static HelperTask startForCaller(Consumer<CoroutineThread> work, Runnable ended) {
    return startDetached(work, ended, CoroutineThreads.currentJob());
  }

  /** The caller of {@link #startForCaller} goes on: its time limits are for its own code only. */
  public void endLimits() {
    root.client = null;
  }

  /**
   * Starts {@code work}, which must not throw, on {@code dispatcher}. Only {@link #end} and {@link
   * #cancel} end it early. Never waits; may be called on any thread.
   */
  public static HelperTask startDetached(
      ScopeDispatcher dispatcher, CoroutineContext elements, Consumer<CoroutineThread> work) {
    HelperTask task = new HelperTask(work, dispatcher, elements, null, null, () -> false);
    task.begin();
    return task;
  }

  /**
   * Starts the work. Must be called at most once. If the Job of the code that made it has ended or
   * is cancelled, the work does not run. In either case, calls {@code ended} when the work is over.
   *
   * @throws IllegalStateException on a thread that must not wait, because the caller will have to
   *     wait for the work
   */
  public void start(Runnable ended) {
    CoroutineThreads.requireMayWait();
    onEnd(ended);
    if (frame != null) {
      root.becomeChildOf(frame.job);
    }
    if (job != null) { // not as its child: the Job would wait for work that may never end
      watch =
          job.invokeOnCompletion(
              cause -> {
                cancel();
                return Unit.INSTANCE;
              });
    }
    begin();
  }

  private void onEnd(Runnable ended) {
    DisposableHandle unused =
        root.invokeOnCompletion(
            cause -> {
              ended.run();
              return Unit.INSTANCE;
            });
  }

  private void begin() {
    begun = true;
    TaskCoroutine.of(
            dispatcher,
            elements,
            root,
            () -> {
              CoroutineThreads.run(work);
              return null;
            },
            NO_LISTENER,
            null,
            false)
        .begin(root, false);
    root.complete(null);
  }

  /**
   * Returns the exception of the work, or the reason why there was no thread for it; null if the
   * work is not over, has ended normally or was cancelled.
   */
  public @Nullable Throwable failure() {
    return root.thrown();
  }

  /** Cancels the work if it has not ended. Does not wait for its end. */
  public void cancel() {
    root.cancel(new CancellationException("the caller no longer needs this work"));
  }

  /**
   * Waits until the work has ended. Not a cancellation point.
   *
   * @throws IllegalStateException if the work has not ended and the thread must not wait
   */
  public void await() {
    if (!root.isReady()) {
      CoroutineThreads.run(coroutine -> coroutine.joinUncancellably(root));
    }
  }

  /**
   * Asks the work to end, or cancels it, and waits until it has ended. Not a cancellation point.
   *
   * @throws IllegalStateException if the work has not ended and the thread must not wait
   */
  public void end() {
    if (frame != null && atLeave != null && frame.coroutine == CoroutineThreads.current()) {
      frame.forgetOnLeave(atLeave);
      atLeave = null;
    }
    endCalled = true;
    dismiss();
  }

  /**
   * The code that made the work has ended: ends the work as {@link #end} does. If the work has
   * failed before, and {@link #end} was not called, that is a failure of the code's block.
   */
  public void leave() {
    root.ownerIsLeft();
    dismiss();
    Throwable thrown = root.thrown();
    if (thrown != null && root.failure() == null && !endCalled && frame != null) {
      Root late = new Root(frame.context, frame.job, frame.job);
      late.ownerIsLeft();
      late.becomeChildOf(frame.job);
      boolean unused = late.childCancelled(ExceptionStandIn.of(thrown));
      late.complete(null);
    }
  }

  private void dismiss() {
    if (watch != null) {
      watch.dispose();
    }
    if (!root.isReady()) {
      if (!begun || !dismissal.getAsBoolean()) {
        cancel();
      }
      if (begun) {
        await();
      }
    }
  }
}
