package org.coroutines4j.runtime.coroutine;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import org.coroutines4j.runtime.debug.CallSites;
import org.jspecify.annotations.Nullable;

/** Which exceptions are the answer of blocking code to an interrupt of its thread. */
final class InterruptExceptions {
  /** A chain of causes may be a ring; nobody nests deeper than this on purpose. */
  private static final int LONGEST_CHAIN = 64;

  private InterruptExceptions() {}

  /**
   * Whether it, or what caused it, tells of an interrupt; to be believed only after there was one.
   */
  static boolean mayBe(Throwable thrown) {
    Throwable t = thrown;
    for (int i = 0; t != null && i < LONGEST_CHAIN; i++) {
      if (is(t) || (t instanceof InterruptedIOException) || isClosedByInterrupt(t)) {
        return true;
      }
      t = Cancellations.causeOf(t);
    }
    return false;
  }

  /** Whether it can only come from an interrupt. */
  static boolean is(@Nullable Throwable thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof ClosedByInterruptException
        || thrown instanceof FileLockInterruptionException;
  }

  /** Whether code of a user has made it, and no method of the JDK that was blocked. */
  static boolean isThrownByUser(Throwable thrown) {
    StackTraceElement[] stack = stackOf(thrown);
    return stack.length > 0 && CallSites.isUsers(stack[0].getClassName());
  }

  /** As {@code getStackTrace}, which may be code of a user that fails. */
  static StackTraceElement[] stackOf(Throwable thrown) {
    try {
      return thrown.getStackTrace();
    } catch (Throwable broken) {
      return new StackTraceElement[0];
    }
  }

  /**
   * What a virtual thread gets whose blocking socket operation is interrupted: the JDK closes it.
   */
  private static boolean isClosedByInterrupt(Throwable t) {
    return t instanceof SocketException && "Closed by interrupt".equals(t.getMessage());
  }
}
