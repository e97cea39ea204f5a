package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.debug.DebugLog;
import org.coroutines4j.runtime.debug.Escapes;
import org.coroutines4j.runtime.kotlinx.Continuations;

/**
 * What the code of a frame, and of the frames around it that the same cancellation reaches, has
 * seen of that cancellation. Of the body's thread only.
 */
final class SeenCancellation {
  private static final int FIRST_WARNING = 1_000;

  private final CancellationException first;
  private CancellationException last;
  private int times;
  private long nextWarning = FIRST_WARNING;

  /** The cancellation of {@code job}, which must be cancelled. */
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

  /** Returns whether {@code thrown} is on its way out of code that was told by it. */
  boolean isOnItsWay(CancellationException thrown) {
    return thrown == last || Cancellations.causeOf(thrown) == last;
  }

  private void warn(JobFrame frame) {
    StackTraceElement site = CallSites.caller();
    DebugLog.tell(
        Escapes.inLine(frame.body.wholeLabel())
            + " is cancelled, and its code has caught "
            + times
            + " cancellations and goes on"
            + (site == null ? "" : ", last at " + CallSites.text(site))
            + ". Let CancellationException leave the loop: it is thrown at every wait from now on.");
  }
}
