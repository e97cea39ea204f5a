package org.coroutines4j.samples.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.samples.terminal.Units;

/** What went wrong, in a few words for one line of a table. */
final class Errors {
  private Errors() {}

  static String describe(Throwable failure) {
    if (failure instanceof TimeoutExceededException timeout) {
      return "timed out after " + Units.seconds(timeout.limit());
    }
    if (failure instanceof UncheckedIOException && failure.getCause() != null) {
      return describe(failure.getCause());
    }
    if (failure instanceof ConnectException) {
      return oneLine("cannot connect" + reason(failure));
    }
    String message = failure.getMessage();
    return oneLine(
        failure instanceof IOException && message != null ? message : failure.toString());
  }

  /** The HTTP client tells it in a later cause, or not at all. */
  private static String reason(Throwable failure) {
    String reason = "";
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return ": unknown host";
      }
      reason = t.getMessage() == null ? reason : ": " + t.getMessage();
    }
    return reason;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
