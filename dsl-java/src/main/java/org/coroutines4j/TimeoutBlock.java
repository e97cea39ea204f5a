package org.coroutines4j;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.task.BlockNode;
import org.coroutines4j.runtime.task.Body;
import org.coroutines4j.runtime.task.Frame;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * A block with a deadline. What ends it is decided once, by one compare-and-set: its body has
 * ended, the deadline has passed, or the caller was cancelled. Only a passed deadline gives the
 * timeout exception, and then even if the body returns a value afterwards.
 */
final class TimeoutBlock extends BlockNode {
  private enum End {
    OPEN,
    BODY_ENDED,
    EXPIRED,
    CANCELLED
  }

  private final AtomicReference<End> end = new AtomicReference<>(End.OPEN);
  private final Duration limit;

  /** What this block throws, by which it knows its own. */
  private @Nullable TimeoutExceededException timeout;

  private TimeoutBlock(Frame frame, Duration limit) {
    super(frame, frame.elements());
    this.limit = limit;
  }

  /** Runs {@code work} in {@code body} and returns its value, if it ends in time. */
  static <T extends @Nullable Object> T call(
      Body body, Duration limit, Callable<? extends T> work) {
    Frame outer = body.frame();
    outer.ensureActive();
    long nanos = Nanos.of(limit);
    if (nanos == 0) {
      throw new TimeoutExceededException(limit);
    }
    TimeoutBlock block = new TimeoutBlock(outer, limit);
    return block.run(body, outer, nanos, work);
  }

  /** As {@link #call}; empty if this limit, and no other, is exceeded. */
  static <T> Optional<T> callOrEmpty(Body body, Duration limit, Callable<? extends T> work) {
    Frame outer = body.frame();
    outer.ensureActive();
    long nanos = Nanos.of(limit);
    if (nanos == 0) {
      return Optional.empty();
    }
    TimeoutBlock block = new TimeoutBlock(outer, limit);
    try {
      return Optional.ofNullable(block.<@Nullable T>run(body, outer, nanos, work));
    } catch (TimeoutExceededException e) {
      if (e == block.timeout) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private <T extends @Nullable Object> T run(
      Body body, Frame outer, long nanos, Callable<? extends T> work) {
    Frame frame = enter(outer.elements());
    DisposableHandle timer = body.scheduleExpiry(nanos, this::expire);
    Object value = null;
    Throwable thrown = null;
    try {
      value = work.call();
    } catch (Throwable t) {
      thrown = frame.classify(t);
    }
    end.compareAndSet(End.OPEN, End.BODY_ENDED);
    timer.dispose();
    frame.leave();
    endWith(null);
    awaitEnd();
    Throwable outcome = outcome(thrown);
    body.pop(frame, outcome);
    if (outcome != null) {
      throw Failures.raise(outcome);
    }
    return Typed.value(value);
  }

  @Override
  public String label() {
    return "timeout of " + limit;
  }

  private void expire() {
    if (end.compareAndSet(End.OPEN, End.EXPIRED)) {
      cancel(new CancellationException("timed out after " + limit));
    }
  }

  @Override
  protected void cancellationBegan(Throwable cause) {
    end.compareAndSet(End.OPEN, End.CANCELLED);
    super.cancellationBegan(cause);
  }

  private @Nullable Throwable outcome(@Nullable Throwable thrownByBody) {
    Throwable thrown = thrownByBody;
    if (thrown == null || thrown instanceof CancellationException) {
      Throwable ofChild = failure();
      if (ofChild != null && !(ofChild instanceof CancellationException)) {
        thrown = ofChild; // a Kotlin coroutine in the block failed, and has cancelled the body
      }
    }
    boolean failed = thrown != null && !(thrown instanceof CancellationException);
    if (end.get() == End.EXPIRED) {
      TimeoutExceededException exceeded = new TimeoutExceededException(limit);
      if (thrown == null || !failed) {
        timeout = exceeded;
        return exceeded;
      }
      Throwable failure = Failures.wrap(thrown);
      failure.addSuppressed(exceeded);
      return failure;
    }
    if (thrown != null) {
      return Failures.wrap(thrown);
    }
    Throwable cause = failure();
    boolean valueFirst = end.get() == End.BODY_ENDED && cause instanceof CancellationException;
    return cause == null || valueFirst ? null : Failures.wrap(cause);
  }
}
