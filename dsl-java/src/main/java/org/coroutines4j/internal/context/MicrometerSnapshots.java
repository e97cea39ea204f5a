package org.coroutines4j.internal.context;

import kotlin.coroutines.CoroutineContext;

/**
 * Carries what is registered with Micrometer's context-propagation from the thread that starts a
 * task to the task, if that library is there.
 */
public final class MicrometerSnapshots {
  private static final boolean PRESENT = isPresent();

  private MicrometerSnapshots() {}

  private static boolean isPresent() {
    try {
      Class<?> factory =
          Class.forName(
              "io.micrometer.context.ContextSnapshotFactory",
              false,
              MicrometerSnapshots.class.getClassLoader());
      // Our module cannot require it: it has no descriptor, only a name made of the file's.
      MicrometerSnapshots.class.getModule().addReads(factory.getModule());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** {@code elements}, and what this thread has now. */
  public static CoroutineContext addTo(CoroutineContext elements) {
    return PRESENT ? MicrometerSnapshotElement.addTo(elements) : elements;
  }
}
