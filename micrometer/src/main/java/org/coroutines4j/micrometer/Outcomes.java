package org.coroutines4j.micrometer;

import org.coroutines4j.TaskEnd;

/** The values of the tag {@code outcome}. */
final class Outcomes {
  static final String SUCCEEDED = "succeeded";
  static final String FAILED = "failed";
  static final String CANCELLED = "cancelled";

  /** The value for a task that has not ended. */
  static final String UNKNOWN = "unknown";

  private Outcomes() {}

  static String of(TaskEnd end) {
    return switch (end.kind()) {
      case SUCCEEDED -> SUCCEEDED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
    };
  }
}
