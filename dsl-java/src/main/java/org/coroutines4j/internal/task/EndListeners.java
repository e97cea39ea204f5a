package org.coroutines4j.internal.task;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * Listeners to the end of one task, each of which is forgotten once nothing else refers to it. A
 * loop over {@link Tasks#asCompleted} may exit at any time, which Java cannot detect: its listener
 * at a task that goes on must not stay there until that task ends.
 */
final class EndListeners {
  /** Null when the task has ended. */
  private @Nullable List<WeakReference<Runnable>> listeners = new ArrayList<>(2);

  /** At this size those that are forgotten are dropped. */
  private int full = 8;

  /** Returns false if the task has ended: then the caller does what {@code listener} would do. */
  synchronized boolean add(Runnable listener) {
    if (listeners == null) {
      return false;
    }
    if (listeners.size() >= full) {
      listeners.removeIf(known -> known.get() == null);
      full = Math.max(8, 2 * listeners.size());
    }
    listeners.add(new WeakReference<>(listener));
    return true;
  }

  /** The task has ended. */
  void tellAll() {
    for (WeakReference<Runnable> known : takeAll()) {
      Runnable listener = known.get();
      if (listener != null) {
        listener.run();
      }
    }
  }

  private synchronized List<WeakReference<Runnable>> takeAll() {
    List<WeakReference<Runnable>> all = listeners == null ? List.of() : listeners;
    listeners = null;
    return all;
  }
}
