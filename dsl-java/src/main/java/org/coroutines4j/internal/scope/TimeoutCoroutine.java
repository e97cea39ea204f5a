package org.coroutines4j.internal.scope;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.failure.FailureCollector;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.BlockCoroutine;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;
import org.coroutines4j.runtime.coroutine.TaskTag;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.jfr.JfrGate;
import org.coroutines4j.runtime.jfr.TimeoutExpiredEvent;
import org.coroutines4j.runtime.time.Nanos;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;
import org.jspecify.annotations.Nullable;

/**
 * A block with a deadline. Its outcome depends on whether the body has seen the cancellation of the
 * block, by its deadline or by the caller:
 *
 * <ul>
 *   <li>If the body returns without having seen it, the block returns the value of the body, so
 *       that a value that was obtained is not lost.
 *   <li>If the body has seen it, its work is incomplete even if it returns a value. The first of
 *       the two causes then decides what the block throws.
 * </ul>
 */
public final class TimeoutCoroutine extends BlockCoroutine {
  private enum End {
    OPEN,
    EXPIRED,
    CANCELLED
  }

  private static final AtomicReferenceFieldUpdater<TimeoutCoroutine, End> END =
      AtomicReferenceFieldUpdater.newUpdater(TimeoutCoroutine.class, End.class, "end");

  private volatile End end = End.OPEN;
  private final Duration limit;

  /** When the limit expires, by the clock of the dispatcher. */
  private final long deadline;

  /** The name that the user has given to the block; null if there is none. */
  private final @Nullable String name;

  /** The exception of this block, by which it recognizes its own timeout; null if it has none. */
  private @Nullable TimeoutExceededException timeout;

  private TimeoutCoroutine(
      CoroutineThread body, JobFrame frame, Duration limit, long nanos, @Nullable String name) {
    super(frame, frame.elements());
    this.limit = limit;
    this.deadline = body.dispatcher().clock().nanoTime() + nanos;
    this.name = name;
  }

  /**
   * Returns what is left, for the code of the current thread, of the limit that expires first;
   * empty if there is none. Never waits.
   */
  public static Optional<Duration> timeLeft() {
    long least = Nanos.FOREVER;
    Job job = CoroutineThreads.currentJob();
    while (job != null) { // a shield is a Job without a parent
      if (job instanceof TimeoutCoroutine limit) {
        least = Math.min(least, limit.nanosLeft());
      }
      job = StructuredCoroutine.limiting(job);
    }
    return least == Nanos.FOREVER ? Optional.empty() : Optional.of(Duration.ofNanos(least));
  }

  private long nanosLeft() {
    return Nanos.of(limit) == Nanos.FOREVER
        ? Nanos.FOREVER
        : Math.max(0, deadline - dispatcher().clock().nanoTime());
  }

  /** Calls {@code body} on the current thread, within {@code limit}. */
  public static <T extends @Nullable Object> T call(Duration limit, Callable<? extends T> body) {
    return CoroutineThreads.<T>call(caller -> call(caller, limit, null, body));
  }

  /**
   * Calls {@code body} on the current thread, within {@code limit}. Returns an empty Optional if
   * this limit, and not that of another block, was exceeded.
   */
  public static <T> Optional<T> callOrEmpty(Duration limit, Callable<? extends T> body) {
    return CoroutineThreads.call(caller -> callOrEmpty(caller, limit, body));
  }

  /**
   * Calls {@code work} on the thread of {@code body}, within {@code limit}, and returns its value.
   * {@code name} is the name that the user has given to the block; null if there is none.
   *
   * @throws TimeoutExceededException if the limit was exceeded. A limit of zero or less does not
   *     call {@code work}
   */
  public static <T extends @Nullable Object> T call(
      CoroutineThread body, Duration limit, @Nullable String name, Callable<? extends T> work) {
    JobFrame outer = body.frame();
    outer.ensureActive();
    long nanos = Nanos.of(limit);
    if (nanos == 0) {
      record(name, limit, outer);
      throw new TimeoutExceededException(limit, where(name, outer.job(), outer), null);
    }
    TimeoutCoroutine block = new TimeoutCoroutine(body, outer, limit, nanos, name);
    return block.run(body, outer, nanos, work);
  }

  /** Calls {@code work} as {@link #callOrEmpty(Duration, Callable)} does, for {@code body}. */
  public static <T> Optional<T> callOrEmpty(
      CoroutineThread body, Duration limit, Callable<? extends T> work) {
    JobFrame outer = body.frame();
    outer.ensureActive();
    long nanos = Nanos.of(limit);
    if (nanos == 0) {
      record(null, limit, outer);
      return Optional.empty();
    }
    TimeoutCoroutine block = new TimeoutCoroutine(body, outer, limit, nanos, null);
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
    if (END.compareAndSet(this, End.OPEN, End.EXPIRED)) {
      cancel(new CancellationException("timed out after " + limit));
    }
  }

  @Override
  protected void cancellationBegan(Throwable cause) {
    END.compareAndSet(this, End.OPEN, End.CANCELLED);
    super.cancellationBegan(cause);
  }

  /** Returns the exception that the block throws; null if it returns the value of its body. */
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
      return thrown; // thrown by a collector downstream, which is not a part of this block
    }
    if (thrown == null && !frame.sawCancellation()) {
      return null;
    }
    if (end == End.EXPIRED && !isForeign(frame, thrown)) {
      return expired(frame, thrown);
    }
    return thrown != null ? Exceptions.wrap(thrown) : frame.tellCancellation();
  }

  /**
   * Returns whether the body threw a cancellation from elsewhere, without having seen that of this
   * block.
   */
  private static boolean isForeign(JobFrame frame, @Nullable Throwable thrown) {
    return thrown instanceof CancellationException cancellation
        && !frame.sawCancellation()
        && !frame.isToldBy(cancellation);
  }

  /**
   * Returns the end of the message of a timeout. In a test it says that the limit was virtual time,
   * which may pass in an instant while the code waits for something real, such as a server.
   */
  private static String where(@Nullable String name, Job job, JobFrame frame) {
    boolean isVirtual = VirtualTimeContext.in(frame.elements()) != null;
    return (isVirtual ? " (virtual time)" : "") + TaskLocations.in(name, job);
  }

  /** Records with Flight Recorder that a block inside {@code frame} has exceeded its limit. */
  private static void record(@Nullable String name, Duration limit, JobFrame frame) {
    if (JfrGate.isOn()) {
      TaskTag task = TaskTag.current();
      boolean isVirtual = VirtualTimeContext.in(frame.elements()) != null;
      TimeoutExpiredEvent.record(
          task.name(), task.id(), name == null ? "" : name, Nanos.of(limit), isVirtual);
    }
  }

  private Throwable expired(JobFrame frame, @Nullable Throwable thrown) {
    record(name, limit, frame);
    CancellationException cancellation =
        thrown instanceof CancellationException ended && frame.isToldBy(ended)
            ? ended
            : frame.seenCancellation();
    TimeoutExceededException exceeded =
        new TimeoutExceededException(limit, where(name, frame.outerJob(), frame), cancellation);
    if (thrown == null || thrown instanceof CancellationException) {
      timeout = exceeded;
      return exceeded;
    }
    Throwable failure = Exceptions.wrap(thrown);
    FailureCollector.suppress(failure, exceeded);
    return failure;
  }
}
