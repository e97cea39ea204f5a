package org.coroutines4j.internal.context;

import kotlin.coroutines.CoroutineContext;

/**
 * Propagates the thread-locals that are registered with Micrometer's context-propagation from the
 * thread that starts a task to the task. Does nothing if that library is absent.
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
      // module-info cannot require it: it is an automatic module, named after its file
      MicrometerSnapshots.class.getModule().addReads(factory.getModule());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Returns {@code elements} with a snapshot of the current thread added, if there is one. */
  public static CoroutineContext addTo(CoroutineContext elements) {
    return PRESENT ? MicrometerSnapshotElement.addTo(elements) : elements;
  }
}
