package org.coroutines4j.internal.scope;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.context.InternalDispatcher;
import org.coroutines4j.internal.context.MicrometerSnapshots;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.BlockCoroutine;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.coroutine.TaskCoroutine;
import org.coroutines4j.runtime.coroutine.TaskListener;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/** Runs a part of a body on another dispatcher, while the body waits for it. */
public final class DispatchedBlock {
  private DispatchedBlock() {}

  /** Calls {@code body} on {@code dispatcher}, or on the current thread if that belongs to it. */
  public static <T extends @Nullable Object> T callOn(
      Dispatcher dispatcher, Callable<? extends T> body) {
    ScopeDispatcher there = InternalDispatcher.of(dispatcher);
    return CoroutineThreads.<T>call(
        caller -> callOn(caller, there.within(caller.frame().elements()), body));
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

  /** Calls {@code work} on {@code dispatcher}, which may be the one of {@code body}. */
  public static <T extends @Nullable Object> T callOn(
      CoroutineThread body, ScopeDispatcher dispatcher, Callable<? extends T> work) {
    if (dispatcher != body.dispatcher()) {
      return call(body, dispatcher, work);
    }
    body.frame().ensureActive();
    return withTurn(
        body,
        () -> {
          try {
            return work.call();
          } catch (Throwable t) {
            throw Failures.raise(Failures.wrap(body.frame().translateFailure(t)));
          }
        });
  }

  /** Calls {@code work}, with a turn even inside a blocking call, which has given it up. */
  static <T extends @Nullable Object> T withTurn(CoroutineThread body, Supplier<T> work) {
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

  static <T extends @Nullable Object> T call(
      CoroutineThread body, ScopeDispatcher dispatcher, Callable<? extends T> work) {
    body.checkpoint();
    JobFrame outer = body.frame();
    SwitchNode node = new SwitchNode(outer);
    JobFrame frame = node.enter(outer.elements());
    TaskCoroutine there =
        TaskCoroutine.partOf(
            body,
            dispatcher,
            MicrometerSnapshots.addTo(outer.elements()),
            node,
            work,
            new Elsewhere());
    there.begin(node, false);
    node.complete(null);
    node.awaitEnd();
    Throwable thrown = thrownBy(there, frame);
    body.pop(frame, thrown);
    if (thrown != null) {
      throw Failures.raise(Failures.wrap(thrown));
    }
    return UncheckedCasts.value(there.value());
  }

  /** What {@code work} has thrown; null if its value is that of the block. */
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

  /** Leaves the failure of the work to the caller, which is waiting for it. */
  private static final class SwitchNode extends BlockCoroutine {
    SwitchNode(JobFrame frame) {
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
   * The work is no task of its own: a cancellation that is not its own goes through it as it is.
   */
  private static final class Elsewhere implements TaskListener {
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
