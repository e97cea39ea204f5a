package org.coroutines4j.internal.task;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * The listeners to the end of one task, held by weak references. A loop over {@link
 * Tasks#asCompleted} may exit early, which Java cannot detect. The listener of such a loop must not
 * stay with a task that continues to run.
 */
final class WeakCompletionListeners {
  /** Null once the task has ended. */
  private @Nullable List<WeakReference<Runnable>> listeners = new ArrayList<>(2);

  /** The size at which cleared references are removed. */
  private int sizeToPrune = 8;

  /** Adds {@code listener}. Returns false if the task has ended, so that the caller runs it. */
  synchronized boolean add(Runnable listener) {
    if (listeners == null) {
      return false;
    }
    if (listeners.size() >= sizeToPrune) {
      listeners.removeIf(known -> known.get() == null);
      sizeToPrune = Math.max(8, 2 * listeners.size());
    }
    listeners.add(new WeakReference<>(listener));
    return true;
  }

  /** Called when the task has ended: runs the listeners on the current thread. */
  void tellAll() {
    for (WeakReference<Runnable> known : drain()) {
      Runnable listener = known.get();
      if (listener != null) {
        listener.run();
      }
    }
  }

  private synchronized List<WeakReference<Runnable>> drain() {
    List<WeakReference<Runnable>> all = listeners == null ? List.of() : listeners;
    listeners = null;
    return all;
  }
}
