package org.coroutines4j.internal.channels;

import java.util.function.Consumer;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ChannelKt;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.jspecify.annotations.Nullable;

/** Makes channels of kotlinx. */
public final class ChannelFactory {
  public static final int UNLIMITED = kotlinx.coroutines.channels.Channel.UNLIMITED;

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
    ChannelConfig traits = new ChannelConfig(overflow == Overflow.DROP_LATEST, undelivered);
    return new ChannelAdapter<>(
        kotlin(capacity, overflow, traits),
        traits,
        overflow == Overflow.SUSPEND && isRendezvousLike(capacity));
  }

  /** Whether whoever waits at a channel of {@code capacity} waits for a partner of its own. */
  static boolean isRendezvousLike(int capacity) {
    return capacity == 0 || capacity == 1;
  }

  /** A channel of kotlinx. */
  public static kotlinx.coroutines.channels.Channel<Object> kotlin(
      int capacity, Overflow overflow, ChannelConfig traits) {
    return ChannelKt.Channel(capacity, kotlin(overflow), traits.callback());
  }

  private static BufferOverflow kotlin(Overflow overflow) {
    return switch (overflow) {
      case SUSPEND -> BufferOverflow.SUSPEND;
      case DROP_OLDEST -> BufferOverflow.DROP_OLDEST;
      case DROP_LATEST -> BufferOverflow.DROP_LATEST;
    };
  }
}
