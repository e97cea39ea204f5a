package org.coroutines4j.internal.queue;

import java.util.concurrent.locks.ReentrantLock;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.internal.channels.ChannelConfig;
import org.coroutines4j.internal.channels.ChannelFactory;
import org.coroutines4j.internal.channels.ReceiveChannelAdapter;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.TryOutcome;

/**
 * Leave to do something, for one each: a semaphore that ends and that a select can wait for. First
 * come, first served. Leave given to somebody who is cancelled before it arrives is given to the
 * next. The owner calls these methods under its lock, but for those that say that they take it.
 */
final class PermitQueue {
  /*
   * Tokens that nobody waits for are only counted. The channel is for who waits: a token is sent when there
   * are more waits than tokens sent for them, and whoever was about to wait and finds one takes it from there.
   * A wait counts from before it looks into the channel until its thread is back, be it cancelled, so a token may
   * be sent for one that is over already: it stays in the channel, where tryTake finds it. One that a
   * cancelled caller does not receive comes back by giveBack, and is given again. So as long as there are waits
   * for which no token is there or on its way, none is free.
   */

  /** What is in the channel: one is like the other, so that it does not matter which comes back. */
  private static final Object TOKEN = new Object();

  /** That of the owner. */
  final ReentrantLock lock;

  private final kotlinx.coroutines.channels.Channel<Object> channel =
      ChannelFactory.kotlin(
          ChannelFactory.UNLIMITED,
          Overflow.SUSPEND,
          new ChannelConfig(false, token -> giveBack()));
  private final ReceiveChannelAdapter<Object> face = new ReceiveChannelAdapter<>(channel, false);

  private long free;
  private long sent;
  private int waits;
  private boolean ended;

  PermitQueue(ReentrantLock lock, int free) {
    this.lock = lock;
    this.free = free;
  }

  kotlinx.coroutines.channels.Channel<Object> channel() {
    return channel;
  }

  /** After the end it does not matter any more. */
  void give() {
    if (sent < waits) {
      send();
    } else {
      free++;
    }
  }

  private void send() {
    sent++;
    Object unused = ChannelCalls.trySend(channel, TOKEN);
  }

  /** Takes the lock. */
  private void giveBack() {
    lock.lock();
    try {
      sent--;
      give();
    } finally {
      lock.unlock();
    }
  }

  /** True if there was one, or if they have ended. */
  boolean tryTake() {
    if (free > 0) {
      free--;
      return true;
    }
    if (sent > 0 && !ended && ChannelCalls.tryReceive(channel) == TOKEN) {
      sent--;
      return true;
    }
    return ended;
  }

  /** The caller is going to wait, for one that {@link #channel} will have. */
  void beginWait() {
    waits++;
    if (free > 0) {
      free--;
      send();
    }
  }

  /** It waits no more, and has received {@code received}, if anything. Takes the lock. */
  void endWait(Object received) {
    lock.lock();
    try {
      waits--;
      if (received == TOKEN) {
        sent--;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for one, or for the end, after {@link #beginWait}. Not under the lock. */
  void await(CoroutineThread body) {
    Object received = TryOutcome.EMPTY;
    try {
      received = face.nextIn(body);
    } finally {
      endWait(received);
    }
  }

  /**
   * As {@link #await(CoroutineThread)}, for at most {@code nanos}. Returns false if there was
   * neither a permit nor the end in time.
   */
  boolean await(CoroutineThread body, long nanos) {
    Object received = TryOutcome.EMPTY;
    try {
      received = face.nextIn(body, nanos);
    } finally {
      endWait(received);
    }
    return received != TryOutcome.EMPTY;
  }

  /** Nobody waits any more. */
  void end() {
    ended = true;
    channel.close(null);
  }
}
