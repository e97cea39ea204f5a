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

/** Hands out tasks as they end; for one thread at a time. */
public final class CompletionIterator<K extends Task<?>> implements Iterator<K> {
  private final Queue<K> ended = new ConcurrentLinkedQueue<>();
  private final AutoResetEvent changed = new AutoResetEvent();
  private final Set<K> tasks;

  /** What the tasks refer to weakly. */
  private final List<Runnable> listeners;

  private int left;

  public CompletionIterator(Collection<? extends K> tasks) {
    this.tasks = new LinkedHashSet<>(tasks);
    left = this.tasks.size();
    listeners = new ArrayList<>(left);
    for (K task : this.tasks) {
      InternalTask<?> waited = InternalTask.of(task);
      waited.expect();
      boolean unused = waited.start();
      Runnable listener = () -> add(task);
      listeners.add(listener);
      waited.whenOverWeakly(listener);
    }
  }

  private void add(K task) {
    ended.add(task);
    changed.set();
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public K next() {
    if (left == 0) {
      throw new NoSuchElementException("all tasks have been handed out");
    }
    K next = CoroutineThreads.call(this::await);
    left--;
    InternalTask.of(next).markHandled();
    return next;
  }

  private K await(CoroutineThread body) {
    if (left == tasks.size()) {
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
