package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import org.coroutines4j.runtime.debug.OutOfMemory;

/**
 * Decides what an exception means that code of a frame has thrown: a failure, or the answer to an
 * interrupt.
 */
final class FailureTranslator {
  /*
   * the frame is  thrown                                  by                           means
   * any           a CancellationException, or what only   any code                     itself
   *               passes through
   * active        the answer to an interrupt              code of users                itself
   *               the answer to an interrupt              the JDK                      an interrupt from outside
   * cancelled     what may be the answer to an interrupt  any code, once interrupted   the cancellation
   *               the answer to an interrupt              code of users                the cancellation
   *               the answer to an interrupt              the JDK                      an interrupt from outside
   * any           all else                                any code                     itself
   *
   * "Once interrupted" means by this library. An interrupt from outside cancels the task, or the outermost block of a
   * thread.
   */
  private FailureTranslator() {}

  static Throwable translate(JobFrame frame, Throwable thrown) {
    OutOfMemory.check(thrown);
    if (thrown instanceof CancellationException || frame.coroutine.passes(thrown)) {
      return thrown;
    }
    boolean cancelled = !frame.job.isActive();
    boolean ours = cancelled && frame.wasInterrupted();
    if (ours) {
      // sockets leave the flag set, and so does code that restores it
      return InterruptExceptions.mayBe(thrown) ? cancellation(frame, thrown) : thrown;
    }
    if (!InterruptExceptions.is(thrown)) {
      return thrown;
    }
    if (InterruptExceptions.isThrownByUser(thrown)) {
      return cancelled ? cancellation(frame, thrown) : thrown;
    }
    return interruptedFromOutside(frame, thrown);
  }

  private static CancellationException interruptedFromOutside(JobFrame frame, Throwable thrown) {
    frame.clearInterrupt(); // channels leave it set
    CancellationException interrupted =
        frame.coroutine.interruptFromOutside("interrupted while blocked", thrown);
    return frame.job.isActive() // a shield stays active
        ? interrupted
        : cancellation(frame, thrown);
  }

  /** Returns the cancellation, with the place at which the code blocked that was interrupted. */
  private static CancellationException cancellation(JobFrame frame, Throwable answer) {
    CancellationException cancellation = frame.tellCancellation();
    StackTraceElement[] blocked = InterruptExceptions.stackOf(answer);
    if (blocked.length > 0) {
      cancellation.setStackTrace(blocked);
    }
    return cancellation;
  }
}
