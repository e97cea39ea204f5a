package org.coroutines4j.channels;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.jvm.functions.Function1;
import org.jspecify.annotations.Nullable;

/**
 * What a channel of kotlinx does not tell about itself.
 *
 * @param dropsLatest whether it drops what is sent when it is full
 * @param handler is given elements that nobody will receive
 */
record ChannelTraits(boolean dropsLatest, @Nullable Consumer<Object> handler) {
  static final ChannelTraits PLAIN = new ChannelTraits(false, null);

  private static final Logger LOG = System.getLogger("org.coroutines4j");

  /** What the handler throws would come out of whatever call found the element undeliverable. */
  void undelivered(Object element) {
    if (handler != null) {
      try {
        handler.accept(element);
      } catch (Throwable t) {
        LOG.log(Level.WARNING, "the onUndelivered handler of a channel failed", t);
      }
    }
  }

  /** The handler, for kotlinx. */
  @Nullable Function1<Object, Unit> callback() {
    if (handler == null) {
      return null;
    }
    return element -> {
      undelivered(element);
      return Unit.INSTANCE;
    };
  }
}
