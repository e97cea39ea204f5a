package org.coroutines4j.runtime.dispatch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A thread-local variable that takes no memory in most virtual threads. A {@link ThreadLocal} makes
 * a map of 136 bytes in each thread that reads or sets it, and a virtual thread runs a single task.
 * Platform threads are pooled and keep their map, so for them this is a {@link ThreadLocal}.
 *
 * @param <T> the type of the value
 */
public final class SlottedThreadLocal<T> {
  /*
   * A virtual thread has exactly one slot that its value may be in, found by the thread's identifier. A slot is two
   * elements of an array: the thread that owns the slot, and the value of that thread.
   *
   * owner     meaning                                       moved on by
   * null      the slot is free                              a thread that sets a value, to itself, by compare-and-set
   * a thread  the next element is the value of that thread  that thread, to null, when it removes its value
   *
   * A thread looks up only its own value, so it reads the slot without a fence: it finds itself if and only if it has
   * written itself. No other thread changes a slot that has an owner.
   *
   * A thread that finds its slot owned by another one puts its value into the ThreadLocal instead. Until it removes the
   * value, it is counted in displaced, by groups of slots. The count tells the other threads of the group that they
   * have no value in the ThreadLocal, which they then need not read. Reading it would make their map.
   */
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final VarHandle DISPLACED = MethodHandles.arrayElementVarHandle(int[].class);

  /** With a few thousand slots, the tasks of most programs are all in slots. */
  private static final int INDEX_BITS = 12;

  /** Threads are mostly started one after the other; their slots are in different cache lines. */
  private static final int SPREAD_BITS = 4;

  private static final int GROUPS = 256;

  private final int indexBits;
  private final int spreadBits;
  private final boolean forPlatformThreads;
  private final @Nullable Object[] slots;
  private final int[] displaced = new int[GROUPS];

  @SuppressWarnings("ThreadLocalUsage") // the variables of this class are static
  private final ThreadLocal<@Nullable T> local = new ThreadLocal<>();

  /** Creates a variable without a value in any thread. */
  public SlottedThreadLocal() {
    this(VirtualThreads.AVAILABLE != null ? INDEX_BITS : 0, false);
  }

  /**
   * Creates a variable with 2 to the power of {@code indexBits} slots, also for platform threads if
   * {@code forPlatformThreads}. For tests.
   */
  SlottedThreadLocal(int indexBits, boolean forPlatformThreads) {
    this.indexBits = indexBits;
    this.spreadBits = Math.min(SPREAD_BITS, indexBits);
    this.forPlatformThreads = forPlatformThreads;
    this.slots = new Object[2 << indexBits];
  }

  /** Returns the value of the current thread; null if it has none. */
  public @Nullable T get() {
    Thread thread = Thread.currentThread();
    if (!hasSlot(thread)) {
      return local.get();
    }
    int slot = slotOf(thread);
    if (slots[slot] == thread) {
      return valueIn(slot);
    }
    return isAnyDisplaced(slot) ? local.get() : null;
  }

  /** Sets the value of the current thread. It must be removed before the thread ends. */
  public void set(T value) {
    Thread thread = Thread.currentThread();
    if (!hasSlot(thread)) {
      local.set(value);
      return;
    }
    int slot = slotOf(thread);
    if (slots[slot] == thread) {
      slots[slot + 1] = value;
    } else if (isDisplaced(slot)) {
      local.set(value);
    } else if (SLOT.compareAndSet(slots, slot, null, thread)) {
      slots[slot + 1] = value;
    } else {
      // Counts first: if the next call fails, the count is too high, which costs time only.
      int unused = (int) DISPLACED.getAndAdd(displaced, groupOf(slot), 1);
      local.set(value);
    }
  }

  /** Removes the value of the current thread, if it has one. */
  public void remove() {
    Thread thread = Thread.currentThread();
    if (!hasSlot(thread)) {
      local.remove();
      return;
    }
    int slot = slotOf(thread);
    if (slots[slot] == thread) {
      slots[slot + 1] = null;
      SLOT.setRelease(slots, slot, null); // last: from then on the slot is another thread's
    } else if (isDisplaced(slot)) {
      local.remove();
      int unused = (int) DISPLACED.getAndAdd(displaced, groupOf(slot), -1);
    }
  }

  /** Returns how many slots have an owner. For tests, while no thread sets or removes a value. */
  int owned() {
    int owned = 0;
    for (int slot = 0; slot < slots.length; slot += 2) {
      owned += slots[slot] != null ? 1 : 0;
    }
    return owned;
  }

  /** Returns how many values are in slots or were displaced from them; as {@link #owned}. */
  int size() {
    return owned() + IntStream.of(displaced).sum();
  }

  private boolean hasSlot(Thread thread) {
    return forPlatformThreads || VirtualThreads.isVirtual(thread);
  }

  /** Rotates the lower bits of the identifier: threads in sequence never share a slot. */
  @SuppressWarnings("deprecation") // threadId() is not in JDK 17; a virtual thread has the same id
  private int slotOf(Thread thread) {
    int mask = (1 << indexBits) - 1;
    int id = (int) thread.getId() & mask;
    int index = (id << spreadBits | id >>> (indexBits - spreadBits)) & mask;
    return index << 1;
  }

  private static int groupOf(int slot) {
    return (slot >> 1) & (GROUPS - 1);
  }

  private boolean isAnyDisplaced(int slot) {
    return (int) DISPLACED.getVolatile(displaced, groupOf(slot)) != 0;
  }

  /** Returns whether the value of the current thread is in the {@link #local}. */
  private boolean isDisplaced(int slot) {
    return isAnyDisplaced(slot) && local.get() != null;
  }

  @SuppressWarnings("unchecked") // the owner of the slot has put its value there
  private @Nullable T valueIn(int slot) {
    return (T) slots[slot + 1];
  }
}
