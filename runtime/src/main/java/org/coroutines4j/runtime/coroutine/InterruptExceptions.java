package org.coroutines4j.runtime.coroutine;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import org.coroutines4j.runtime.debug.CallSites;
import org.jspecify.annotations.Nullable;

/** Recognizes the exceptions by which blocking code answers an interrupt of its thread. */
final class InterruptExceptions {
  /** The limit for chains of causes, which may be cyclic. Real chains are shorter. */
  private static final int LONGEST_CHAIN = 64;

  private InterruptExceptions() {}

  /**
   * Returns whether {@code thrown} or one of its causes may be the answer to an interrupt. Only
   * conclusive if there was an interrupt.
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

  /** Returns whether {@code thrown} can only be the answer to an interrupt. */
  static boolean is(@Nullable Throwable thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof ClosedByInterruptException
        || thrown instanceof FileLockInterruptionException;
  }

  /** Returns whether code of a user created {@code thrown}, and not a blocked method of the JDK. */
  static boolean isThrownByUser(Throwable thrown) {
    StackTraceElement[] stack = stackOf(thrown);
    return stack.length > 0 && CallSites.isUsers(stack[0].getClassName());
  }

  /** As {@code getStackTrace}, but returns an empty array if a user's override of it throws. */
  static StackTraceElement[] stackOf(Throwable thrown) {
    try {
      return thrown.getStackTrace();
    } catch (Throwable broken) {
      return new StackTraceElement[0];
    }
  }

  /**
   * Returns whether {@code t} is the exception of a virtual thread that was interrupted in a
   * blocking socket operation. The JDK closes the socket then.
   */
  private static boolean isClosedByInterrupt(Throwable t) {
    return t instanceof SocketException && "Closed by interrupt".equals(t.getMessage());
  }
}
