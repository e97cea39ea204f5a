package org.coroutines4j.runtime.task;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.KotlinRun;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * Work that Java code does beside its own, on another thread and under the same dispatcher. It is
 * cancelled with the code's Job, and ended when the innermost block or task of that code ends;
 * outside all of them, whoever has begun it must end it.
 */
public final class SideTask {
  /** Leaves what the work throws to the work. */
  private static final class Root extends BlockNode {
    Root(CoroutineContext context, @Nullable Job parent) {
      super(context, parent);
    }

    @Override
    protected boolean childFailed(Throwable cause) {
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

  private final Consumer<Body> work;
  private final ScopeDispatcher home;
  private final CoroutineContext elements;
  private final Root root;

  /** The code that has made it; null outside tasks and blocks. */
  private final @Nullable Frame frame;

  /** The coroutine that has made it, if it is one of Kotlin. */
  private final @Nullable Job job;

  private final Runnable atLeave = this::end;

  /** Cancels it with {@link #job}. */
  private @Nullable DisposableHandle watch;

  private volatile boolean begun;

  private SideTask(
      Consumer<Body> work,
      ScopeDispatcher home,
      CoroutineContext elements,
      @Nullable Frame frame,
      @Nullable Job job) {
    this.work = work;
    this.home = home;
    this.elements = elements;
    this.frame = frame;
    this.job = job;
    this.root =
        new Root(
            frame != null ? frame.context : elements.plus(home), frame != null ? frame.job : null);
  }

  /** {@code work}, which must not throw, of the caller's code. It begins with {@link #start}. */
  public static SideTask of(Consumer<Body> work) {
    Body body = Bodies.current();
    if (body != null) {
      Frame frame = body.frame();
      SideTask task = new SideTask(work, body.home(), frame.elements, frame, null);
      frame.onLeave(task.atLeave);
      return task;
    }
    KotlinRun run = KotlinRun.current();
    if (run != null) {
      Job job = run.context().get(Job.Key);
      return new SideTask(work, run.dispatcher(), Contexts.elementsOf(run.context()), null, job);
    }
    return new SideTask(
        work, ScopeDispatcher.virtual(), EmptyCoroutineContext.INSTANCE, null, null);
  }

  /**
   * Begins {@code work} under the dispatcher of the caller, to be ended by nobody but {@link #end}
   * or {@link #cancel}. Never waits, on any thread.
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
    SideTask task = new SideTask(work, home, elements, null, null);
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
    Bodies.requireMayWait();
    root.invokeOnCompletion(
        cause -> {
          ended.run();
          return Unit.INSTANCE;
        });
    if (frame != null) {
      root.attachTo(frame.job);
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

  private void begin() {
    begun = true;
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

  /** Cancels the work, and waits until it has ended. Not a cancellation point. */
  public void end() {
    if (frame != null && frame.body == Bodies.current()) {
      frame.forgetOnLeave(atLeave);
    }
    if (watch != null) {
      watch.dispose();
    }
    if (!root.isReady()) {
      cancel();
      if (begun) {
        await();
      }
    }
  }
}
