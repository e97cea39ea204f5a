package org.coroutines4j.runtime.debug;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls, once, what was registered for the first {@link OutOfMemoryError} of a task or block. */
public final class OutOfMemory {
  /** The memory that the registered action needs, kept until it is called. */
  private static final int RESERVE = 4 << 20;

  private static final AtomicReference<@Nullable Registration> REGISTERED = new AtomicReference<>();

  private record Registration(Runnable action, ByteBuffer reserve) {}

  private OutOfMemory() {}

  /** Sets what is called, on the thread that the error was thrown on. It must not throw. */
  public static void onFirst(Runnable action) {
    REGISTERED.set(new Registration(action, ByteBuffer.allocate(RESERVE)));
  }

  /** Code of a task or block has thrown {@code thrown}. */
  public static void check(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      Registration registered = REGISTERED.getAndSet(null); // which frees the reserve
      if (registered != null) {
        Runnable action = registered.action;
        registered = null;
        action.run();
      }
    }
  }
}
