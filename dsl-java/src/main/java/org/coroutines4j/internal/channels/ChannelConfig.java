package org.coroutines4j.internal.channels;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.jvm.functions.Function1;
import org.jspecify.annotations.Nullable;

/** What a channel of kotlinx does not tell about itself, and its handler of lost elements. */
public final class ChannelConfig {
  static final ChannelConfig PLAIN = new ChannelConfig(false, null);

  /** Of a channel that others have made: it may drop elements, and tell a handler of its own. */
  static final ChannelConfig FOREIGN = new ChannelConfig(false, null);

  private static final Logger LOG = System.getLogger("org.coroutines4j");

  /** A clause of a select that waits to send, or a send with a deadline. */
  public interface PendingOffer {
    /** Returns whether {@code undelivered} is its element, which it then keeps for its caller. */
    boolean takesBack(Object undelivered);
  }

  private final boolean dropsLatest;
  private final @Nullable Consumer<Object> handler;

  /** What waits to send, and gets its element back if it does not. */
  private final Queue<PendingOffer> offers = new ConcurrentLinkedQueue<>();

  /**
   * For a channel that drops what is sent when it is full, or does not, and that tells {@code
   * handler} of elements which nobody will receive.
   */
  public ChannelConfig(boolean dropsLatest, @Nullable Consumer<Object> handler) {
    this.dropsLatest = dropsLatest;
    this.handler = handler;
  }

  boolean dropsLatest() {
    return dropsLatest;
  }

  /** What the handler throws would come out of whatever call found the element undeliverable. */
  public void undelivered(Object element) {
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
      // kotlinx forgets the element of a clause that a receiver met while others were registered,
      // and calls a null undelivered if one of these is chosen: the element stays with the caller
      if (element == null) {
        return Unit.INSTANCE;
      }
      for (PendingOffer offer : offers) {
        if (offer.takesBack(element)) {
          return Unit.INSTANCE;
        }
      }
      undelivered(element);
      return Unit.INSTANCE;
    };
  }

  /**
   * A wait to send {@code offer} begins. When it ends without having sent, kotlinx calls the
   * element undelivered, though only if it had to wait. Until the end, that is told to the offer
   * instead, which knows.
   */
  public void begin(PendingOffer offer) {
    if (handler != null) {
      offers.add(offer);
    }
  }

  public void end(PendingOffer offer) {
    if (handler != null) {
      offers.remove(offer);
    }
  }
}
