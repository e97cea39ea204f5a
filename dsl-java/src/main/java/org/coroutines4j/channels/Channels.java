package org.coroutines4j.channels;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.jvm.functions.Function1;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ChannelKt;
import org.jspecify.annotations.Nullable;

/** Makes channels of kotlinx. */
final class Channels {
  static final int UNLIMITED = kotlinx.coroutines.channels.Channel.UNLIMITED;

  private static final Logger LOG = System.getLogger("org.coroutines4j");

  private Channels() {}

  static int requireCapacity(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException(
          "capacity must be 0 or more, but is "
              + capacity
              + "; Channel.conflated() and unlimited() make the special channels");
    }
    return capacity;
  }

  static <E> Channel<E> open(
      int capacity, Overflow overflow, @Nullable Consumer<Object> undelivered) {
    return new FullChannel<>(kotlin(capacity, overflow, undelivered));
  }

  /** A channel of kotlinx. */
  static kotlinx.coroutines.channels.Channel<Object> kotlin(
      int capacity, Overflow overflow, @Nullable Consumer<Object> undelivered) {
    return ChannelKt.Channel(capacity, kotlin(overflow), callback(undelivered));
  }

  private static BufferOverflow kotlin(Overflow overflow) {
    return switch (overflow) {
      case SUSPEND -> BufferOverflow.SUSPEND;
      case DROP_OLDEST -> BufferOverflow.DROP_OLDEST;
      case DROP_LATEST -> BufferOverflow.DROP_LATEST;
    };
  }

  /** What it throws would come out of whatever call found the element undeliverable. */
  private static @Nullable Function1<Object, Unit> callback(
      @Nullable Consumer<Object> undelivered) {
    if (undelivered == null) {
      return null;
    }
    return element -> {
      try {
        undelivered.accept(element);
      } catch (Throwable t) {
        LOG.log(Level.WARNING, "the onUndelivered handler of a channel failed", t);
      }
      return Unit.INSTANCE;
    };
  }
}
