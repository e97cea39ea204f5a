package org.coroutines4j.internal.task;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.coroutines4j.channels.QueueSnapshot;
import org.jspecify.annotations.Nullable;

/** The queues and channels that monitors show, for as long as the program refers to them. */
public final class WatchedQueues {
  private static final List<Entry<?>> ENTRIES = new ArrayList<>();

  private WatchedQueues() {}

  private record Entry<Q>(
      String name, WeakReference<Q> queue, Function<? super Q, QueueSnapshot> reader) {
    @Nullable QueueSnapshot read() {
      Q current = queue.get();
      try {
        return current == null ? null : reader.apply(current);
      } catch (RuntimeException e) { // a channel of an unknown kind, or one of the user's own
        return null;
      }
    }
  }

  /** A queue or channel at one moment. */
  record Shown(String name, QueueSnapshot snapshot) {}

  /**
   * Shows {@code queue} from now on, and no longer under an earlier name. {@code reader} must not
   * refer to it.
   */
  public static <Q> void add(String name, Q queue, Function<? super Q, QueueSnapshot> reader) {
    synchronized (ENTRIES) {
      ENTRIES.removeIf(entry -> entry.queue.get() == null || entry.queue.get() == queue);
      ENTRIES.add(new Entry<>(name, new WeakReference<>(queue), reader));
    }
  }

  static List<Shown> read() {
    List<Entry<?>> entries;
    synchronized (ENTRIES) {
      entries = List.copyOf(ENTRIES);
    }
    List<Shown> shown = new ArrayList<>();
    for (Entry<?> entry : entries) {
      QueueSnapshot snapshot = entry.read();
      if (snapshot != null) {
        shown.add(new Shown(entry.name, snapshot));
      }
    }
    return shown;
  }
}
