package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineExceptionHandlerKt;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.DispatchedStep;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;
import org.jspecify.annotations.Nullable;

/**
 * Work that Java code does beside its own, on another thread and under the same dispatcher. It is
 * cancelled with the code's Job, and ended when the innermost block or task of that code ends;
 * outside all of them, whoever has begun it must end it.
 */
public final class HelperTask {
  /** What the work throws is for who ends it, or else a failure of the block that is left. */
  private static final class Root extends BlockCoroutine {
    private volatile boolean left;

    /** What the work has thrown, or why it could not begin. */
    private volatile @Nullable Throwable thrown;

    Root(CoroutineContext context, @Nullable Job parent) {
      super(context, parent);
    }

    @Override
    protected boolean childFailed(Throwable cause) {
      thrown = cause;
      return !left || super.childFailed(cause);
    }

    @Override
    protected boolean getScoped() {
      return !left;
    }

    @Override
    protected boolean failedAlone(Throwable exception) {
      CoroutineExceptionHandlerKt.handleCoroutineException(getContext(), exception);
      return true;
    }
  }

  private static final TaskListener NOBODY = new TaskListener() {};

  private final Consumer<CoroutineThread> work;
  private final ScopeDispatcher home;
  private final CoroutineContext elements;
  private final Root root;

  /** The code that has made it; null outside tasks and blocks. */
  private final @Nullable JobFrame frame;

  /** The coroutine that has made it, if it is one of Kotlin. */
  private final @Nullable Job job;

  private final BooleanSupplier dismissal;

  /** Ends it with {@link #frame}. */
  private JobFrame.@Nullable Ending atLeave;

  /** Cancels it with {@link #job}. */
  private @Nullable DisposableHandle watch;

  private volatile boolean begun;

  private HelperTask(
      Consumer<CoroutineThread> work,
      ScopeDispatcher home,
      CoroutineContext elements,
      @Nullable JobFrame frame,
      @Nullable Job job,
      BooleanSupplier dismissal) {
    this.work = work;
    this.home = home;
    this.elements = elements;
    this.frame = frame;
    this.job = job;
    this.dismissal = dismissal;
    this.root =
        new Root(
            frame != null ? frame.context : elements.plus(home), frame != null ? frame.job : null);
  }

  /**
   * {@code work} of the caller's code, which begins with {@link #start}. It is ended by {@code
   * dismissal}, or cancelled if that tells that it has not told the work to end. What the work
   * throws is a failure of the block or task that it ends with, unless {@link #end} was called
   * before.
   */
  public static HelperTask of(Consumer<CoroutineThread> work, BooleanSupplier dismissal) {
    CoroutineThread body = CoroutineThreads.current();
    if (body != null) {
      JobFrame frame = body.frame();
      HelperTask task =
          new HelperTask(work, body.dispatcher(), frame.elements, frame, null, dismissal);
      task.atLeave = frame.onLeave(task::leave);
      return task;
    }
    DispatchedStep run = DispatchedStep.current();
    if (run != null) {
      CoroutineContext context = CoroutineContexts.inLine(run.context());
      Job job = context.get(Job.Key);
      return new HelperTask(
          work, run.dispatcher(), CoroutineContexts.elementsOf(context), null, job, dismissal);
    }
    return new HelperTask(
        work, ScopeDispatcher.virtual(), EmptyCoroutineContext.INSTANCE, null, null, dismissal);
  }

  /**
   * Begins {@code work}, which must not throw, under the dispatcher of the caller, to be ended by
   * nobody but {@link #end} or {@link #cancel}. Never waits, on any thread. Whether it then runs or
   * not, {@code ended} is called when it is over.
   */
  public static HelperTask startDetached(Consumer<CoroutineThread> work, Runnable ended) {
    CoroutineThread body = CoroutineThreads.current();
    DispatchedStep run = DispatchedStep.current();
    CoroutineContext elements = EmptyCoroutineContext.INSTANCE;
    ScopeDispatcher home = ScopeDispatcher.virtual();
    if (body != null) {
      elements = body.frame().elements;
      home = body.dispatcher();
    } else if (run != null) {
      elements = CoroutineContexts.elementsOf(run.context());
      home = run.dispatcher();
    }
    HelperTask task = new HelperTask(work, home, elements, null, null, () -> false);
    task.whenOver(ended);
    VirtualTimeContext test = VirtualTimeContext.in(elements);
    if (test != null) {
      test.addApart(task.root, task::cancel);
      task.whenOver(() -> test.removeApart(task.root));
    }
    task.begin();
    return task;
  }

  /**
   * Begins {@code work}, which must not throw, on {@code home}, to be ended by nobody but {@link
   * #end} or {@link #cancel}. Never waits, on any thread.
   */
  public static HelperTask startDetached(
      ScopeDispatcher home, CoroutineContext elements, Consumer<CoroutineThread> work) {
    HelperTask task = new HelperTask(work, home, elements, null, null, () -> false);
    task.begin();
    return task;
  }

  /**
   * Begins the work, once, unless whose it is has ended or is cancelled. Whether it then runs or
   * not, {@code ended} is called when it is over.
   *
   * @throws IllegalStateException on a thread that must not wait, as it would for the work
   */
  public void start(Runnable ended) {
    CoroutineThreads.requireMayWait();
    whenOver(ended);
    if (frame != null) {
      root.becomeChildOf(frame.job);
    }
    if (job != null) { // not as its child: the Job would wait for what nobody may end
      watch =
          job.invokeOnCompletion(
              cause -> {
                cancel();
                return Unit.INSTANCE;
              });
    }
    begin();
  }

  private void whenOver(Runnable ended) {
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
            home,
            elements,
            root,
            () -> {
              CoroutineThreads.run(work);
              return null;
            },
            NOBODY,
            null,
            false)
        .begin(root, false);
    root.complete(null);
  }

  /**
   * What the work has thrown, or why there was no thread for it, when it is over; null if it has
   * ended well, or was cancelled.
   */
  public @Nullable Throwable failure() {
    return root.thrown;
  }

  /** Cancels the work, if it has not ended. Never waits. */
  public void cancel() {
    root.cancel(new CancellationException("nobody asks for more"));
  }

  /** Waits until the work has ended. Not a cancellation point. */
  public void await() {
    if (!root.isReady()) {
      CoroutineThreads.run(body -> body.joinUncancellably(root));
    }
  }

  /** Ends the work, and waits until it has ended. Not a cancellation point. */
  public void end() {
    if (frame != null && atLeave != null && frame.body == CoroutineThreads.current()) {
      frame.forgetOnLeave(atLeave);
      atLeave = null;
    }
    dismiss();
  }

  private void leave() {
    root.left = true;
    dismiss();
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
