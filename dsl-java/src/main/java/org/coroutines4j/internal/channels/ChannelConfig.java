package org.coroutines4j.internal.channels;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.jvm.functions.Function1;
import org.coroutines4j.runtime.debug.Warning;
import org.jspecify.annotations.Nullable;

/** The properties of a channel that kotlinx does not tell, and its handler of lost elements. */
public final class ChannelConfig {
  /** A channel that suspends senders when it is full, without a handler. */
  static final ChannelConfig PLAIN = new ChannelConfig(false, null);

  /** A channel created by Kotlin code, which may drop elements and have a handler of its own. */
  static final ChannelConfig FOREIGN = new ChannelConfig(false, null);

  /** A waiting send that may not take place: a clause of a select, or a send with a deadline. */
  public interface PendingOffer {
    /**
     * Returns whether {@code undelivered} is the element of this offer, which then keeps it until
     * its wait ends. Called by any thread.
     */
    boolean takesBack(Object undelivered);
  }

  private final boolean dropsLatest;
  private final @Nullable Consumer<Object> handler;

  /** The clauses of waiting selects, and the sends with a deadline, that offer an element. */
  private final Queue<PendingOffer> offers = new ConcurrentLinkedQueue<>();

  /**
   * Creates the properties of a channel.
   *
   * @param dropsLatest whether a full channel drops the element that is sent
   * @param handler called with each element that is sent but never received; null for none
   */
  public ChannelConfig(boolean dropsLatest, @Nullable Consumer<Object> handler) {
    this.dropsLatest = dropsLatest;
    this.handler = handler;
  }

  boolean dropsLatest() {
    return dropsLatest;
  }

  /**
   * Calls the handler with {@code element}, on the current thread. Logs what it throws, which would
   * otherwise surface in an unrelated call: the one that found the element undeliverable.
   */
  public void undelivered(Object element) {
    if (handler != null) {
      try {
        handler.accept(element);
      } catch (Throwable t) {
        Warning.UNDELIVERED_HANDLER_FAILED.log("the onUndelivered handler of a channel failed", t);
      }
    }
  }

  /** Returns the handler to pass to kotlinx; null if there is none. */
  @Nullable Function1<Object, Unit> callback() {
    if (handler == null) {
      return null;
    }
    return element -> {
      // A receiver may meet a clause while a select still registers others. If kotlinx then chooses
      // one of these, it has forgotten the element and passes null. The element stays with the
      // caller.
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
   * Called when a select or a send with a deadline begins to wait with {@code offer}. If it has
   * waited and ends without having sent the element, kotlinx calls the handler. Between this call
   * and {@link #end}, the offer gets such an element instead, and decides whether it is lost.
   */
  public void begin(PendingOffer offer) {
    if (handler != null) {
      offers.add(offer);
    }
  }

  /** Called when the wait with {@code offer} has ended. */
  public void end(PendingOffer offer) {
    if (handler != null) {
      offers.remove(offer);
    }
  }
}
