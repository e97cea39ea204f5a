package org.coroutines4j.samples.fetch.server;

import org.jspecify.annotations.Nullable;

/** What a client should see of a page. */
public sealed interface Meant {

  /** Whether this is it. Status 0 is no answer, and without an error all went well. */
  boolean allows(int status, long bytes, @Nullable String error);

  /** The whole page comes. */
  record Good(long bytes) implements Meant {
    @Override
    public boolean allows(int status, long receivedBytes, @Nullable String error) {
      return status == 200 && receivedBytes == bytes && error == null;
    }

    @Override
    public String toString() {
      return "status 200, " + bytes + " bytes";
    }
  }

  /** An error comes, whose text holds {@code errorPart}. */
  record Bad(int status, String errorPart) implements Meant {
    @Override
    public boolean allows(int receivedStatus, long bytes, @Nullable String error) {
      return receivedStatus == status && error != null && error.contains(errorPart);
    }

    @Override
    public String toString() {
      return "status " + status + " with an error '" + errorPart + "'";
    }
  }
}
