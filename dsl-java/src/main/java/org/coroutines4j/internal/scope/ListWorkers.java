package org.coroutines4j.internal.scope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.task.AutoResetEvent;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/** Workers for the items of a list, or of an iterator that the calling task reads. */
final class ListWorkers<A, R extends @Nullable Object> extends ItemWorkers<A, R> {
  /** The most items that are read at the start, which takes some 8 bytes each. */
  private static final int MAX_READ = 1 << 20;

  private final int limit;
  private final Results<R> results;

  /** Released when an item is finished, so that the calling task may take another one. */
  private final AutoResetEvent room = new AutoResetEvent();

  /** The number of items that are finished. Guarded by {@link #results}. */
  private long finished;

  private ListWorkers(
      TaskScope scope,
      int limit,
      Queue<Object> items,
      ThrowingFunction<? super A, ? extends R> fn,
      Results<R> results) {
    super(scope, limit, items, fn);
    this.limit = limit;
    this.results = results;
  }

  /** The results of the items, by index. Guarded by itself. */
  static final class Results<R extends @Nullable Object> {
    private final boolean keep;
    private final List<R> values;
    private long firstCancelled = Long.MAX_VALUE;
    private @Nullable CancelledItem cancelled;

    private Results(boolean keep, int expected) {
      this.keep = keep;
      this.values = new ArrayList<>(keep ? expected : 0);
    }

    private void set(long index, R value) {
      if (keep) {
        while (values.size() <= index) {
          values.add(UncheckedCasts.value(null)); // until its worker has finished it
        }
        values.set((int) index, value);
      }
    }

    private void cancelled(long index, CancelledItem item) {
      if (index < firstCancelled) {
        firstCancelled = index;
        cancelled = item;
      }
    }

    /**
     * Returns the values in the order of the items.
     *
     * @throws java.util.concurrent.CancellationException if the code for an item has cancelled its
     *     own task; that of the first such item
     */
    synchronized List<R> values() {
      if (cancelled != null) {
        throw cancelled.exception();
      }
      return values;
    }
  }

  /**
   * Applies {@code fn} to {@code items} in a scope of {@code block}. Returns the results when all
   * tasks have ended; without values unless {@code keep} is true.
   */
  static <A, R extends @Nullable Object> Results<R> run(
      ScopeBlockImpl block,
      Iterable<? extends A> items,
      int limit,
      boolean keep,
      ThrowingFunction<? super A, ? extends R> fn) {
    List<A> list = readable(items);
    Queue<Object> known = list == null ? new ArrayDeque<>() : read(list);
    Results<R> results = new Results<>(keep, known.size());
    block.run(
        scope -> {
          ListWorkers<A, R> workers = new ListWorkers<>(scope, limit, known, fn, results);
          if (list == null) {
            workers.addAll(items);
          }
          workers.end();
        });
    return results;
  }

  /**
   * Returns {@code items} if they can be read at the start: a list that is not too large to copy.
   * Other collections may get further items while they are iterated over.
   */
  @SuppressWarnings("unchecked") // only read
  private static <A> @Nullable List<A> readable(Iterable<? extends A> items) {
    return items instanceof List<?> list && list.size() <= MAX_READ ? (List<A>) list : null;
  }

  private static <A> Queue<Object> read(List<A> items) {
    Queue<Object> read = new ArrayDeque<>(items.size());
    for (A item : items) {
      read.add(nonNull(item, read.size()));
    }
    return read;
  }

  private static <A> A nonNull(A item, long index) {
    return Objects.requireNonNull(item, () -> "items[" + index + "]");
  }

  /** Takes an item from the iterator whenever fewer items than the limit are in progress. */
  private void addAll(Iterable<? extends A> items) {
    CoroutineThread body = CoroutineThreads.current();
    if (body == null) {
      throw new IllegalStateException("the code of a scope must run in a coroutine");
    }
    Iterator<? extends A> source = items.iterator();
    for (long index = 0; hasRoom(index, body) && source.hasNext(); index++) {
      add(nonNull(source.next(), index));
    }
  }

  /** Waits until there is room for another item. Returns true. A cancellation point. */
  private boolean hasRoom(long added, CoroutineThread body) {
    body.checkpoint();
    while (added - finished() >= limit) {
      room.await(body);
    }
    return true;
  }

  private long finished() {
    synchronized (results) {
      return finished;
    }
  }

  @Override
  protected void finished(long index, R result) {
    synchronized (results) {
      results.set(index, result);
      finished++;
    }
    room.set();
  }

  @Override
  protected void cancelled(long index, CancelledItem item) {
    synchronized (results) {
      results.cancelled(index, item);
      finished++;
    }
    room.set();
  }
}
