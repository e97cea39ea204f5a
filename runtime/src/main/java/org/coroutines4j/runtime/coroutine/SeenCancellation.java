package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;
import org.coroutines4j.runtime.jfr.JfrGate;
import org.coroutines4j.runtime.jfr.SwallowedCancellationEvent;
import org.coroutines4j.runtime.kotlinx.Continuations;

/**
 * The exceptions by which the code of a frame, and of the enclosing frames that the same
 * cancellation reaches, was told of that cancellation. Used by the coroutine's thread, and by that
 * of its caller, which waits meanwhile.
 */
final class SeenCancellation {
  /**
   * The number of exceptions after which a warning is logged; the next one is at ten times that.
   */
  private static final int FIRST_WARNING = 1_000;

  private final CancellationException first;
  private CancellationException last;
  private int times;
  private long nextWarning = FIRST_WARNING;

  /** Creates it for the cancellation of {@code job}, which must be cancelled. */
  SeenCancellation(Job job) {
    CancellationException why = Continuations.cancellationOf(job);
    first = Cancellations.copyOf(why, why);
    last = first;
  }

  /** Returns the exception that was thrown last. */
  CancellationException last() {
    return last;
  }

  /** Returns the exception to throw now: the first, or a new one that has the first as cause. */
  CancellationException next(JobFrame frame) {
    times++;
    if (times > 1) {
      last = Cancellations.copyOf(first, first);
    }
    if (times == nextWarning) {
      nextWarning *= 10;
      warn(frame);
    }
    return last;
  }

  /** Returns whether {@code thrown} is the last exception, or was caused by it. */
  boolean isOnItsWay(CancellationException thrown) {
    return thrown == last || Cancellations.causeOf(thrown) == last;
  }

  private void warn(JobFrame frame) {
    if (JfrGate.isOn()) {
      TaskTag task = TaskTag.around(frame.coroutine.rootJob());
      SwallowedCancellationEvent.record(task.name(), task.id(), times);
    }
    StackTraceElement site = CallSites.caller();
    Warning.SWALLOWED_CANCELLATION.log(
        TextEscapes.inLine(frame.coroutine.wholeLabel())
            + " is cancelled, but its code has caught "
            + times
            + " cancellations and continues"
            + (site == null ? "" : ", last at " + CallSites.text(site))
            + ". Every wait of a cancelled task throws CancellationException. Let that exception"
            + " leave the loop.");
  }
}
