package org.coroutines4j.internal.scope;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.context.InternalDispatcher;
import org.coroutines4j.internal.context.MicrometerSnapshots;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.BlockCoroutine;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.coroutine.TaskCoroutine;
import org.coroutines4j.runtime.coroutine.TaskListener;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/** Runs a part of a task's code on another dispatcher while the task waits for it. */
public final class DispatchedBlock {
  private DispatchedBlock() {}

  /**
   * Calls {@code body} on {@code dispatcher} and returns its value. Uses the current thread if the
   * caller runs on that dispatcher already. A cancellation point. Throws what {@code body} throws,
   * unchecked.
   */
  public static <T extends @Nullable Object> T callOn(
      Dispatcher dispatcher, Callable<? extends T> body) {
    ScopeDispatcher target = InternalDispatcher.of(dispatcher);
    return CoroutineThreads.<T>call(
        caller -> callOn(caller, target.within(caller.frame().elements()), body));
  }

  /** Runs {@code body} as {@link #callOn(Dispatcher, Callable)} does. */
  public static void runOn(Dispatcher dispatcher, ThrowingRunnable body) {
    DispatchedBlock.<@Nullable Object>callOn(
        dispatcher,
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * Calls {@code work} as {@link #callOn(Dispatcher, Callable)} does, for the code of {@code body}.
   */
  public static <T extends @Nullable Object> T callOn(
      CoroutineThread body, ScopeDispatcher dispatcher, Callable<? extends T> work) {
    if (dispatcher != body.dispatcher()) {
      return call(body, dispatcher, work);
    }
    body.frame().ensureActive();
    return withPermit(
        body,
        () -> {
          try {
            return work.call();
          } catch (Throwable t) {
            throw Exceptions.throwUnchecked(body.frame().translateFailure(t));
          }
        });
  }

  /**
   * Calls {@code work} while holding a permit of the dispatcher. Code inside a blocking call has
   * released it, and acquires it for {@code work}.
   */
  static <T extends @Nullable Object> T withPermit(CoroutineThread body, Supplier<T> work) {
    if (!body.isWithoutPermit()) {
      return work.get();
    }
    body.acquirePermit();
    try {
      return work.get();
    } finally {
      boolean unused = body.releasePermit();
    }
  }

  /**
   * Calls {@code work} on a thread of {@code dispatcher}, which differs from that of {@code body},
   * and waits for it. A cancellation point: the work is cancelled with the caller, and has ended
   * when this returns.
   */
  static <T extends @Nullable Object> T call(
      CoroutineThread body, ScopeDispatcher dispatcher, Callable<? extends T> work) {
    body.checkpoint();
    JobFrame outer = body.frame();
    SwitchCoroutine node = new SwitchCoroutine(outer);
    JobFrame frame = node.enter(outer.elements());
    TaskCoroutine part =
        TaskCoroutine.partOf(
            body,
            dispatcher,
            MicrometerSnapshots.addTo(outer.elements()),
            node,
            work,
            new SwitchListener());
    part.begin(node, false);
    node.complete(null);
    node.awaitEnd();
    Throwable thrown = thrownBy(part, frame);
    body.pop(frame, thrown);
    if (thrown != null) {
      throw Exceptions.throwUnchecked(thrown);
    }
    return UncheckedCasts.value(part.value());
  }

  /** Returns the exception that the block throws; null if it returns the value of {@code work}. */
  private static @Nullable Throwable thrownBy(TaskCoroutine work, JobFrame frame) {
    Throwable thrown = work.failure();
    if (thrown instanceof ForeignCancellation foreign) {
      return foreign.cancellation();
    }
    if (!(thrown instanceof CancellationException)) {
      return thrown;
    }
    return work.returnedUnaware() ? null : frame.seenCancellation();
  }

  /** The Job of the block. It leaves a failure of the work to the caller, which waits for it. */
  private static final class SwitchCoroutine extends BlockCoroutine {
    SwitchCoroutine(JobFrame frame) {
      super(frame, frame.elements());
    }

    @Override
    public String label() {
      return "withContext";
    }

    @Override
    protected boolean childFailed(Throwable cause) {
      return true;
    }
  }

  /**
   * Wraps a {@code CancellationException} that the work throws while it is not cancelled. The
   * caller rethrows it unchanged: in a task it would count as a failure, but the work is not a
   * task.
   */
  private static final class SwitchListener implements TaskListener {
    @Override
    public Throwable failureOf(CancellationException foreign) {
      return new ForeignCancellation(foreign);
    }
  }

  private static final class ForeignCancellation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CancellationException cancellation;

    ForeignCancellation(CancellationException cancellation) {
      super(null, cancellation, false, false);
      this.cancellation = cancellation;
    }

    CancellationException cancellation() {
      return cancellation;
    }
  }
}
