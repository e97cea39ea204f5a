package org.coroutines4j.internal.queue;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is in a queue, and in which order it comes out. Not safe for several threads. */
public interface QueueBuffer<T> {
  /** Adds {@code item}; if this throws, nothing has changed. */
  void add(T item);

  /** Takes the next item; null if there is none. */
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

  /** First in, first out. */
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

  /** Last in, first out. */
  final class Lifo<T> extends Fifo<T> {
    @Override
    public @Nullable T poll() {
      return items.pollLast();
    }
  }

  /**
   * The least first, equal ones in the order in which they came. A tree, since a comparator that
   * throws would leave a heap damaged.
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
