package org.coroutines4j.internal.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The value that an iterator has pulled and not returned. A thread that closes the iterator may
 * take a value back for its source while the owner takes it to return it: one of them gets it. A
 * part of {@link InlineIterator}, so that an iterator needs no further object.
 */
abstract class PulledValue {
  private static final VarHandle NEXT;

  static {
    try {
      NEXT = MethodHandles.lookup().findVarHandle(PulledValue.class, "next", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The values of the flow; also the lock of the iterator. */
  final Puller puller;

  private final boolean ownsValues;

  private @Nullable Object next;

  PulledValue(Puller puller) {
    this.puller = puller;
    this.ownsValues = puller.ownsValues();
  }

  /** Keeps {@code value}, which was pulled, or null for the end of the flow. */
  final void put(@Nullable Object value) {
    next = value;
  }

  final boolean hasValue() {
    return next != null;
  }

  /** Takes the value to return it. Returns null if the source has taken it back. */
  final @Nullable Object take() {
    if (ownsValues) {
      return NEXT.getAndSet(this, null);
    }
    Object value = next;
    next = null;
    return value;
  }

  /** Hands the value back to its source, if that wants it. */
  final void returnUndelivered() {
    if (ownsValues) {
      Object value = NEXT.getAndSet(this, null);
      if (value != null && !puller.giveBack(value)) {
        next = value;
      }
    }
  }
}
