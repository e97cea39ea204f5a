package org.coroutines4j.runtime.dispatch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter.WakingGrant;
import org.jspecify.annotations.Nullable;

/**
 * The waiters of a limiter, from the first to the last. A parked coroutine, which waits for a
 * permit again and again, is its own node of the list; any other waiter gets one.
 */
final class WaiterQueue {
  /*
   * A lock-free queue cannot have nodes that come back: a thread that still holds the previous position of a node
   * would take it for the present one. So a lock protects the list. Its holder only changes a few references, and
   * calls no other code. A thread that finds it held spins, as a lock that parks would make nodes of its own.
   *
   * A call inside may overflow the stack. The lock is released then, by a write that needs no call, and the list is
   * as it was before or after the change.
   */
  private static final VarHandle LOCKED;

  static {
    try {
      LOCKED = MethodHandles.lookup().findVarHandle(WaiterQueue.class, "locked", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile boolean locked;
  private @Nullable WakingGrant first;
  private @Nullable WakingGrant last;

  /** A node for a waiter that is none itself. */
  private static final class Node implements WakingGrant {
    final Runnable granted;
    private @Nullable WakingGrant next;

    Node(Runnable granted) {
      this.granted = granted;
    }

    @Override
    public @Nullable WakingGrant nextWaiter() {
      return next;
    }

    @Override
    public void setNextWaiter(@Nullable WakingGrant waiter) {
      next = waiter;
    }

    @Override
    public void run() {
      granted.run();
    }
  }

  /** Adds {@code granted} as the last one. A {@link WakingGrant} must not be in a queue already. */
  void add(Runnable granted) {
    WakingGrant node = granted instanceof WakingGrant waking ? waking : new Node(granted);
    lock();
    try {
      node.setNextWaiter(null); // in case its last removal has overflowed the stack
      if (last == null) {
        first = node;
      } else {
        last.setNextWaiter(node);
      }
      last = node;
    } finally {
      locked = false;
    }
  }

  /** Removes and returns the first waiter; null if there is none. */
  @Nullable Runnable poll() {
    WakingGrant node;
    lock();
    try {
      node = first;
      if (node != null) {
        unlink(null, node);
      }
    } finally {
      locked = false;
    }
    return node == null ? null : waiterOf(node);
  }

  /** Removes {@code granted}. Returns false if it is not in the queue. */
  boolean remove(Runnable granted) {
    lock();
    try {
      WakingGrant before = null;
      WakingGrant node = first;
      while (node != null && waiterOf(node) != granted) {
        before = node;
        node = node.nextWaiter();
      }
      if (node != null) {
        unlink(before, node);
      }
      return node != null;
    } finally {
      locked = false;
    }
  }

  private static Runnable waiterOf(WakingGrant node) {
    return node instanceof Node other ? other.granted : node;
  }

  private void unlink(@Nullable WakingGrant before, WakingGrant node) {
    WakingGrant next = node.nextWaiter();
    if (before == null) {
      first = next;
    } else {
      before.setNextWaiter(next);
    }
    if (next == null) {
      last = before;
    }
    node.setNextWaiter(null);
  }

  @SuppressWarnings("ThreadPriorityCheck") // yields only to a thread that changes the list
  private void lock() {
    for (int spins = 1; locked || !LOCKED.compareAndSet(this, false, true); spins++) {
      if (spins % 100 == 0) {
        Thread.yield(); // the thread that holds the lock may have lost its processor
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
