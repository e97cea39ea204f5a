package org.coroutines4j.internal.channels;

import java.util.function.Consumer;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ChannelKt;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.runtime.coroutine.AwaitMode;
import org.jspecify.annotations.Nullable;

/** Creates channels on top of those of kotlinx. */
public final class ChannelFactory {
  public static final int UNLIMITED = kotlinx.coroutines.channels.Channel.UNLIMITED;

  /** The capacity of a channel that Kotlin code has created: kotlinx does not tell it. */
  public static final int UNKNOWN = -1;

  private ChannelFactory() {}

  public static int requireCapacity(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException(
          "capacity must be 0 or more, but is "
              + capacity
              + "; Channel.conflated() and unlimited() make the special channels");
    }
    return capacity;
  }

  public static <E> Channel<E> open(
      int capacity, Overflow overflow, @Nullable Consumer<Object> undelivered) {
    ChannelConfig config = new ChannelConfig(overflow == Overflow.DROP_LATEST, undelivered);
    return new ChannelAdapter<>(
        kotlin(capacity, overflow, config),
        config,
        overflow == Overflow.SUSPEND ? capacity : Math.max(capacity, 1),
        overflow == Overflow.SUSPEND && isRendezvousLike(capacity));
  }

  /**
   * Returns whether a wait at a channel of {@code capacity} is mostly short, since it ends with one
   * operation of the other side. Such a wait spins before it parks.
   */
  static boolean isRendezvousLike(int capacity) {
    return capacity == 0 || capacity == 1;
  }

  static AwaitMode modeOf(boolean isRendezvousLike) {
    return isRendezvousLike ? AwaitMode.SPINNING : AwaitMode.PARKING;
  }

  /** Creates a channel of kotlinx. */
  public static kotlinx.coroutines.channels.Channel<Object> kotlin(
      int capacity, Overflow overflow, ChannelConfig config) {
    return ChannelKt.Channel(capacity, kotlin(overflow), config.callback());
  }

  private static BufferOverflow kotlin(Overflow overflow) {
    return switch (overflow) {
      case SUSPEND -> BufferOverflow.SUSPEND;
      case DROP_OLDEST -> BufferOverflow.DROP_OLDEST;
      case DROP_LATEST -> BufferOverflow.DROP_LATEST;
    };
  }
}
