package org.coroutines4j.samples.fetch;

import java.io.IOException;

/** The server answered, and is not well: the next attempt may find it better. */
final class StatusException extends IOException {
  private static final long serialVersionUID = 1L;

  private StatusException(int status) {
    super(message(status));
  }

  /** Throws if the same request may well be answered otherwise in a moment. */
  static void throwIfTransient(int status) throws StatusException {
    if (status >= 500 || status == 429) {
      throw new StatusException(status);
    }
  }

  static String message(int status) {
    return "HTTP status " + status;
  }
}
