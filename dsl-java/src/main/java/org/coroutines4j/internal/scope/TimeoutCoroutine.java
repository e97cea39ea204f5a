package org.coroutines4j.internal.scope;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.BlockCoroutine;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * A block with a deadline. A body that returns without having seen that the block is cancelled, by
 * its deadline or by the caller's cancellation, gives its value: nothing that was obtained is
 * thrown away. One that has seen it is stopped work, whatever it returns, and then the first of the
 * two decides what the block throws.
 */
public final class TimeoutCoroutine extends BlockCoroutine {
  private enum End {
    OPEN,
    EXPIRED,
    CANCELLED
  }

  private final AtomicReference<End> end = new AtomicReference<>(End.OPEN);
  private final Duration limit;

  /** What the user calls the block, if that has a name. */
  private final @Nullable String name;

  /** What this block throws, by which it knows its own. */
  private @Nullable TimeoutExceededException timeout;

  private TimeoutCoroutine(JobFrame frame, Duration limit, @Nullable String name) {
    super(frame, frame.elements());
    this.limit = limit;
    this.name = name;
  }

  /** Calls {@code body} on the current thread, within {@code limit}. */
  public static <T extends @Nullable Object> T call(Duration limit, Callable<? extends T> body) {
    return CoroutineThreads.<T>call(caller -> call(caller, limit, null, body));
  }

  /** Calls {@code body} on the current thread; returns nothing if {@code limit} has expired. */
  public static <T> Optional<T> callOrEmpty(Duration limit, Callable<? extends T> body) {
    return CoroutineThreads.call(caller -> callOrEmpty(caller, limit, body));
  }

  /**
   * Runs {@code work} in {@code body} and returns its value, if it ends in time; {@code name} is
   * that of the block, if the user has given it one.
   */
  public static <T extends @Nullable Object> T call(
      CoroutineThread body, Duration limit, @Nullable String name, Callable<? extends T> work) {
    JobFrame outer = body.frame();
    outer.ensureActive();
    long nanos = Nanos.of(limit);
    if (nanos == 0) {
      throw new TimeoutExceededException(limit, Places.in(name, outer.job()), null);
    }
    TimeoutCoroutine block = new TimeoutCoroutine(outer, limit, name);
    return block.run(body, outer, nanos, work);
  }

  /** As {@link #call(Duration, Callable)}; empty if this limit, and no other, is exceeded. */
  public static <T> Optional<T> callOrEmpty(
      CoroutineThread body, Duration limit, Callable<? extends T> work) {
    JobFrame outer = body.frame();
    outer.ensureActive();
    long nanos = Nanos.of(limit);
    if (nanos == 0) {
      return Optional.empty();
    }
    TimeoutCoroutine block = new TimeoutCoroutine(outer, limit, null);
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
      CoroutineThread body, JobFrame outer, long nanos, Callable<? extends T> work) {
    JobFrame frame = enter(outer.elements());
    DisposableHandle timer = null;
    Object value = null;
    Throwable thrown = null;
    try {
      timer = body.scheduleExpiry(nanos, this::expire);
      value = work.call();
      frame.returned();
    } catch (Throwable t) {
      thrown = frame.threw(t);
    }
    if (timer != null) {
      timer.dispose();
    }
    frame.leave();
    complete(null);
    awaitEnd();
    Throwable outcome = outcome(body, frame, thrown);
    body.pop(frame, outcome);
    if (outcome != null) {
      throw SneakyThrow.sneak(outcome);
    }
    return UncheckedCasts.value(value);
  }

  @Override
  public boolean endsWaits() {
    return true;
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

  /** What the block throws; null if it returns the value of its body. */
  private @Nullable Throwable outcome(
      CoroutineThread body, JobFrame frame, @Nullable Throwable thrownByBody) {
    Throwable thrown = thrownByBody;
    if (thrown == null || thrown instanceof CancellationException) {
      Throwable ofChild = failure();
      if (ofChild != null && !(ofChild instanceof CancellationException)) {
        thrown = ofChild; // a Kotlin coroutine in the block failed, and has cancelled the body
      }
    }
    if (thrown != null && thrown == thrownByBody && body.passes(thrown)) {
      return thrown; // of what the body emits to: it is no part of this block
    }
    if (thrown == null && !frame.sawCancellation()) {
      return null;
    }
    if (end.get() == End.EXPIRED && !isForeign(frame, thrown)) {
      return expired(frame, thrown);
    }
    return thrown != null ? Failures.wrap(thrown) : frame.tellCancellation();
  }

  /** Whether the body threw a cancellation of something else before it saw this one. */
  private static boolean isForeign(JobFrame frame, @Nullable Throwable thrown) {
    return thrown instanceof CancellationException cancellation
        && !frame.sawCancellation()
        && !frame.isToldBy(cancellation);
  }

  private Throwable expired(JobFrame frame, @Nullable Throwable thrown) {
    CancellationException cancellation =
        thrown instanceof CancellationException ended && frame.isToldBy(ended)
            ? ended
            : frame.seenCancellation();
    TimeoutExceededException exceeded =
        new TimeoutExceededException(limit, Places.in(name, frame.outerJob()), cancellation);
    if (thrown == null || thrown instanceof CancellationException) {
      timeout = exceeded;
      return exceeded;
    }
    Throwable failure = Failures.wrap(thrown);
    Failures.suppress(failure, exceeded);
    return failure;
  }
}
