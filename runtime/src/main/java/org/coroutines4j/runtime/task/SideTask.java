package org.coroutines4j.runtime.task;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineExceptionHandlerKt;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.KotlinRun;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * Work that Java code has begun beside its own, on another thread and under the same dispatcher. It
 * is cancelled with the code's Job, and ended when the innermost block or task of that code ends;
 * outside all of them, whoever has begun it must end it.
 */
public final class SideTask {
  /** What the work throws is for who ends it, or else a failure of the block that is left. */
  private static final class Root extends BlockNode {
    private volatile boolean left;

    Root(CoroutineContext context, @Nullable Job parent) {
      super(context, parent);
    }

    @Override
    protected boolean childFailed(Throwable cause) {
      return !left || super.childFailed(cause);
    }

    @Override
    protected boolean getScoped() {
      return !left;
    }

    @Override
    protected boolean handleJobException(Throwable exception) {
      CoroutineExceptionHandlerKt.handleCoroutineException(getContext(), exception);
      return true;
    }
  }

  private static final class NoOwner implements TaskCoroutine.Owner {
    @Override
    public Throwable failureOf(CancellationException foreign) {
      return foreign;
    }

    @Override
    public void failed(Throwable failure) {}

    @Override
    public void waiterCame() {}

    @Override
    public void waiterLeft() {}

    @Override
    public void failureSeen() {}
  }

  private final Root root;
  private final @Nullable Frame frame;
  private final BooleanSupplier dismissal;
  private final Runnable atLeave = this::leave;

  private SideTask(Root root, @Nullable Frame frame, BooleanSupplier dismissal) {
    this.root = root;
    this.frame = frame;
    this.dismissal = dismissal;
  }

  /**
   * Begins {@code work}. It is ended by {@code dismissal}, or cancelled if that tells that it has
   * not told the work to end. What the work throws is a failure of the block or task that it ends
   * with, unless {@link #end} was called before.
   */
  public static SideTask start(Consumer<Body> work, BooleanSupplier dismissal) {
    Body body = Bodies.current();
    if (body != null) {
      Frame frame = body.frame();
      SideTask task = new SideTask(new Root(frame.context, frame.job), frame, dismissal);
      task.root.attachTo(frame.job);
      frame.onLeave(task.atLeave);
      task.begin(body.home(), frame.elements, work);
      return task;
    }
    KotlinRun run = KotlinRun.current();
    if (run != null) {
      SideTask task = new SideTask(new Root(run.context(), null), null, dismissal);
      Job job = run.context().get(Job.Key);
      if (job != null) { // not as its child: the Job would wait for what nobody may end
        job.invokeOnCompletion(
            cause -> {
              task.root.cancel(null);
              return Unit.INSTANCE;
            });
      }
      task.begin(run.dispatcher(), Contexts.elementsOf(run.context()), work);
      return task;
    }
    ScopeDispatcher home = ScopeDispatcher.virtual();
    SideTask task = new SideTask(new Root(home, null), null, dismissal);
    task.begin(home, EmptyCoroutineContext.INSTANCE, work);
    return task;
  }

  /**
   * Begins {@code work}, which must not throw, under the dispatcher of the caller, to be ended by
   * nobody but {@link #end} or {@link #cancel}. Never waits, on any thread.
   */
  public static SideTask startApart(Consumer<Body> work) {
    Body body = Bodies.current();
    KotlinRun run = KotlinRun.current();
    CoroutineContext elements = EmptyCoroutineContext.INSTANCE;
    ScopeDispatcher home = ScopeDispatcher.virtual();
    if (body != null) {
      elements = body.frame().elements;
      home = body.home();
    } else if (run != null) {
      elements = Contexts.elementsOf(run.context());
      home = run.dispatcher();
    }
    SideTask task = new SideTask(new Root(elements.plus(home), null), null, () -> false);
    task.begin(home, elements, work);
    return task;
  }

  /** Cancels the work, if it has not ended. Never waits. */
  public void cancel() {
    root.cancel(new CancellationException("nobody asks for more"));
  }

  /** Waits until the work has ended. Not a cancellation point. */
  public void await() {
    if (!root.isReady()) {
      Bodies.run(body -> body.joinUncancellably(root));
    }
  }

  private void begin(ScopeDispatcher home, CoroutineContext elements, Consumer<Body> work) {
    TaskCoroutine.of(
            home,
            elements,
            root,
            () -> {
              Bodies.run(work);
              return null;
            },
            new NoOwner(),
            null,
            false)
        .begin(root, false);
    root.endWith(null);
  }

  /** Ends the work, and waits until it has ended. Not a cancellation point. */
  public void end() {
    if (frame != null && frame.body == Bodies.current()) {
      frame.forgetOnLeave(atLeave);
    }
    dismiss();
  }

  private void leave() {
    root.left = true;
    dismiss();
  }

  private void dismiss() {
    if (!root.isReady()) {
      if (!dismissal.getAsBoolean()) {
        cancel();
      }
      await();
    }
  }
}
