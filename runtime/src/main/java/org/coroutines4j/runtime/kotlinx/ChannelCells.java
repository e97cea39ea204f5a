package org.coroutines4j.runtime.kotlinx;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import kotlinx.coroutines.channels.BufferedChannel;
import kotlinx.coroutines.channels.BufferedChannelKt;
import kotlinx.coroutines.channels.ChannelSegment;
import kotlinx.coroutines.internal.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Counts the elements and the waiters of a channel of kotlinx, which has no method for that. This
 * class is in Java because that of the channel is internal for Kotlin code.
 */
public final class ChannelCells {
  /*
   * A channel is an endless row of cells, in segments of 32 that form a linked list. Each send takes the cell at the
   * senders' counter s, each receive the cell at the receivers' counter r:
   *
   * s < r: receivers wait in the cells from s to r, except where a receiver has left
   * r < s: the cells from r to s have buffered elements and then waiting senders, except where a sender has left
   *
   * A caller that leaves, because it is cancelled or its time is up, lowers no counter. So the difference of the
   * counters is no count of waiters, and the cells are read. Segments in which no caller is left are not in the list.
   *
   * A cell contains a waiter, or a Symbol that is not one of its own, or nothing if the caller is about to write it.
   */

  /** The segment of the next send; null if this version of kotlinx hides it. */
  private static final @Nullable AtomicReferenceFieldUpdater<Object, Object> SEND_SEGMENT =
      segment("access$getSendSegment$volatile$FU");

  /** The segment of the next receive; null if this version of kotlinx hides it. */
  private static final @Nullable AtomicReferenceFieldUpdater<Object, Object> RECEIVE_SEGMENT =
      segment("access$getReceiveSegment$volatile$FU");

  /** A moment of a channel. */
  public record Counts(long elements, long senders, long receivers) {
    private static final Counts NONE = new Counts(0, 0, 0);
  }

  private ChannelCells() {}

  /** The accessor is synthetic, so Java source cannot call it. */
  @SuppressWarnings("unchecked") // the updater of a field of the channel
  private static @Nullable AtomicReferenceFieldUpdater<Object, Object> segment(String accessor) {
    try {
      MethodHandle method =
          MethodHandles.publicLookup()
              .findStatic(
                  BufferedChannel.class,
                  accessor,
                  MethodType.methodType(AtomicReferenceFieldUpdater.class));
      return (AtomicReferenceFieldUpdater<Object, Object>) method.invoke();
    } catch (Throwable t) { // NoSuchMethodException, but invoke() may throw anything
      return null;
    }
  }

  /**
   * Returns the counts of {@code channel}, as they are at some moment during this call if the
   * channel does not change. Never waits. Takes time in proportion to the counts, except that the
   * elements of a channel without a limit are not visited. Returns null if {@code channel} is not
   * of the usual class, or if this version of kotlinx is unknown.
   */
  public static @Nullable Counts of(Object channel, boolean isUnlimited) {
    if (!(channel instanceof BufferedChannel<?> buffered)
        || SEND_SEGMENT == null
        || RECEIVE_SEGMENT == null) {
      return null;
    }
    if (buffered.isClosedForReceive()) { // a cancelled channel keeps its counters
      return Counts.NONE;
    }
    long received = buffered.getReceiversCounter$kotlinx_coroutines_core();
    long sent = buffered.getSendersCounter$kotlinx_coroutines_core();
    if (sent <= received) {
      Counts found = count(SEND_SEGMENT.get(buffered), sent, received);
      return new Counts(0, 0, found.senders);
    }
    return isUnlimited
        ? new Counts(sent - received, 0, 0)
        : count(RECEIVE_SEGMENT.get(buffered), received, sent);
  }

  /** Counts the cells from {@code begin} to {@code end}, with each waiter as a sender. */
  private static Counts count(Object first, long begin, long end) {
    long elements = 0;
    long waiters = 0;
    ChannelSegment<?> segment = (ChannelSegment<?>) first;
    while (segment != null && begin < end) {
      long base = segment.id * BufferedChannelKt.SEGMENT_SIZE;
      long stop = Math.min(end - base, BufferedChannelKt.SEGMENT_SIZE);
      for (int i = (int) Math.max(begin - base, 0); i < stop; i++) {
        Object state = segment.getState$kotlinx_coroutines_core(i);
        if (state == BufferedChannelKt.BUFFERED) {
          elements++;
        } else if (state != null && !(state instanceof Symbol)) {
          waiters++;
        }
      }
      begin = Math.max(begin, base + Math.max(stop, 0));
      segment = (ChannelSegment<?>) segment.getNext();
    }
    return new Counts(elements, waiters, 0);
  }
}
