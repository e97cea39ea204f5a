package org.coroutines4j.internal.queue;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The items of a queue, in the order in which they are removed. Not thread-safe. */
public interface QueueBuffer<T> {
  /** Adds {@code item}. If this throws, nothing has changed. */
  void add(T item);

  /** Removes and returns the next item; null if there is none. */
  @Nullable T poll();

  int size();

  void clear();

  static <T> QueueBuffer<T> fifo() {
    return new Fifo<>();
  }

  static <T> QueueBuffer<T> lifo() {
    return new Lifo<>();
  }

  static <T> QueueBuffer<T> priority(Comparator<? super T> order) {
    return new Priority<>(order);
  }

  /** Items in the order in which they were added. */
  class Fifo<T> implements QueueBuffer<T> {
    final Deque<T> items = new ArrayDeque<>();

    @Override
    public void add(T item) {
      items.addLast(item);
    }

    @Override
    public @Nullable T poll() {
      return items.pollFirst();
    }

    @Override
    public int size() {
      return items.size();
    }

    @Override
    public void clear() {
      items.clear();
    }
  }

  /** Items in reverse order. */
  final class Lifo<T> extends Fifo<T> {
    @Override
    public @Nullable T poll() {
      return items.pollLast();
    }
  }

  /**
   * Items from the least to the greatest; equal items in the order in which they were added. Uses a
   * tree, since a comparator that throws would leave a heap in an invalid state.
   */
  final class Priority<T> implements QueueBuffer<T> {
    private record Key<T>(T item, long number) {}

    private final TreeMap<Key<T>, T> items;
    private long added;

    Priority(Comparator<? super T> order) {
      items =
          new TreeMap<>(
              (a, b) -> {
                int byItem = order.compare(a.item, b.item);
                return byItem != 0 ? byItem : Long.compare(a.number, b.number);
              });
    }

    @Override
    public void add(T item) {
      items.put(new Key<>(item, added++), item);
    }

    @Override
    public @Nullable T poll() {
      var first = items.pollFirstEntry();
      return first == null ? null : first.getValue();
    }

    @Override
    public int size() {
      return items.size();
    }

    @Override
    public void clear() {
      items.clear();
    }
  }
}
