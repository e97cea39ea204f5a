package org.coroutines4j.channels;

import org.coroutines4j.runtime.bridge.Attempt;
import org.coroutines4j.runtime.bridge.ChannelCalls;
import org.coroutines4j.runtime.task.Body;

/**
 * Leave to do something, for one each: a semaphore that ends and that a select can wait for. First
 * come, first served. Leave given to somebody who is cancelled before it arrives is given to the
 * next.
 */
final class Tokens {
  /** What is in the channel: one is like the other, so that it does not matter which comes back. */
  private static final Object TOKEN = new Object();

  private final kotlinx.coroutines.channels.Channel<Object> channel =
      Channels.kotlin(
          Channels.UNLIMITED, Overflow.SUSPEND, new ChannelTraits(false, token -> give()));
  private final ReceiveFace<Object> face = new ReceiveFace<>(channel, false);

  kotlinx.coroutines.channels.Channel<Object> channel() {
    return channel;
  }

  /** Does nothing after the end. */
  void give() {
    Object unused = ChannelCalls.trySend(channel, TOKEN);
  }

  /** True if there was one, or if they have ended. */
  boolean tryTake() {
    return ChannelCalls.tryReceive(channel) != Attempt.EMPTY;
  }

  /** Waits for one, or for the end. A cancellation point. */
  void take(Body body) {
    Object unused = face.nextIn(body);
  }

  /** Nobody waits any more. */
  void end() {
    channel.close(null);
  }
}
