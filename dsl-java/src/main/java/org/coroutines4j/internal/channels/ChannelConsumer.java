package org.coroutines4j.internal.channels;

import java.util.Objects;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;

/** Receives all elements of a channel, and cancels it at the end. */
public final class ChannelConsumer {
  private ChannelConsumer() {}

  /** Calls {@code action} with each element of {@code channel}. A cancellation point. */
  public static <E> void consume(ReceiveChannel<E> channel, ThrowingConsumer<? super E> action) {
    Objects.requireNonNull(action, "action");
    CoroutineThreads.requireMayWait(); // before it may cancel the channel
    CoroutineThreads.run(
        body -> {
          try {
            for (E element : channel) {
              action.accept(element);
            }
          } catch (Throwable t) {
            throw TaskFailedException.unchecked(body.frame().translateFailure(t));
          } finally {
            channel.cancel();
          }
        });
  }
}
