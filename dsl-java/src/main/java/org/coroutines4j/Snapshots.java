package org.coroutines4j;

import kotlin.coroutines.CoroutineContext;

/**
 * Carries what is registered with Micrometer's context-propagation from the thread that starts a
 * task to the task, if that library is on the class path.
 */
final class Snapshots {
  private static final boolean PRESENT = isPresent();

  private Snapshots() {}

  private static boolean isPresent() {
    try {
      Class.forName(
          "io.micrometer.context.ContextSnapshotFactory", false, Snapshots.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** {@code elements}, and what this thread has now. */
  static CoroutineContext addTo(CoroutineContext elements) {
    return PRESENT ? SnapshotElement.addTo(elements) : elements;
  }
}
