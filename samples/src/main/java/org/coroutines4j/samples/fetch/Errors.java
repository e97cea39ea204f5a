package org.coroutines4j.samples.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import org.coroutines4j.TimeoutExceededException;
import org.jspecify.annotations.Nullable;

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
      return "cannot connect: " + reason(failure);
    }
    String message = failure.getMessage();
    return oneLine(
        failure instanceof IOException && message != null ? message : failure.toString());
  }

  /** The HTTP client says it in the last cause only, often without a message. */
  private static String reason(Throwable failure) {
    @Nullable String message = null;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return "unknown host";
      }
      message = t.getMessage() == null ? message : t.getMessage();
    }
    return message == null ? "nobody listens" : oneLine(message);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
