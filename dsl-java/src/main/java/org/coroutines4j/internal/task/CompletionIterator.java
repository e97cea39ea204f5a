package org.coroutines4j.internal.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.coroutines4j.Task;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * An iterator over tasks in the order in which they end. It starts lazy tasks. Not thread-safe.
 *
 * <p>Its {@link #next} waits and is a cancellation point. It marks the failure of the returned task
 * as handled.
 */
public final class CompletionIterator<K extends Task<?>> implements Iterator<K> {
  private final Queue<K> ended = new ConcurrentLinkedQueue<>();
  private final AutoResetEvent changed = new AutoResetEvent();
  private final Set<K> tasks;

  /** Keeps the listeners alive, which the tasks reference only weakly. */
  private final List<Runnable> listeners;

  private int remaining;

  public CompletionIterator(Collection<? extends K> tasks) {
    this.tasks = new LinkedHashSet<>(tasks);
    remaining = this.tasks.size();
    listeners = new ArrayList<>(remaining);
    for (K task : this.tasks) {
      InternalTask<?> waited = InternalTask.of(task);
      waited.expect();
      boolean unused = waited.start();
      Runnable listener = () -> add(task);
      listeners.add(listener);
      waited.onEndWeakly(listener);
    }
  }

  private void add(K task) {
    ended.add(task);
    changed.set();
  }

  @Override
  public boolean hasNext() {
    return remaining > 0;
  }

  @Override
  public K next() {
    if (remaining == 0) {
      throw new NoSuchElementException(
          "all tasks have been returned. Call hasNext() before next()");
    }
    K next = CoroutineThreads.call(this::await);
    remaining--;
    InternalTask.of(next).markHandled();
    return next;
  }

  private K await(CoroutineThread body) {
    if (remaining == tasks.size()) {
      tasks.forEach(task -> InternalTask.of(task).refuseToWaitIn(body));
    }
    body.checkpoint();
    @Nullable K next = ended.poll();
    while (next == null) {
      changed.await(body);
      next = ended.poll();
    }
    return next;
  }
}
