package org.coroutines4j.samples.pipeline;

import java.util.function.Supplier;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveResult;

/**
 * Things that have been used and may be used again: a channel that no task waits for. It only saves
 * garbage; the channels of the pipeline limit how many there are.
 */
final class Spare<T> {
  private final Channel<T> channel;
  private final Supplier<T> maker;

  Spare(int capacity, Supplier<T> maker) {
    this.channel = Channel.buffered(capacity);
    this.maker = maker;
  }

  /** Returns one that was released, or a new one. */
  T take() {
    return channel.tryReceive() instanceof ReceiveResult.Received<T> used
        ? used.value()
        : maker.get();
  }

  void giveBack(T thing) {
    var unused = channel.trySend(thing); // if there are enough, the garbage collector takes it
  }
}
