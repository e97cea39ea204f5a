package org.coroutines4j.internal.channels;

import java.util.concurrent.atomic.AtomicBoolean;
import kotlin.Unit;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.internal.task.InternalTask;
import org.coroutines4j.runtime.kotlinx.ProducerChannel;
import org.jspecify.annotations.Nullable;

/**
 * The channel of the elements that a task sends. It is closed when the task has ended, and
 * cancelling it cancels the task.
 */
public final class ProducedChannel<E> extends ReceiveChannelAdapter<E> {
  private final Object buffer;
  private final int capacity;

  private ProducedChannel(
      kotlinx.coroutines.channels.Channel<Object> channel, int capacity, Runnable cancelProducer) {
    super(new ProducerChannel(channel, cancelProducer), ChannelFactory.isRendezvousLike(capacity));
    this.buffer = channel;
    this.capacity = capacity;
  }

  @Override
  Object buffer() {
    return buffer;
  }

  @Override
  int capacity() {
    return capacity;
  }

  /** Starts a task of {@code scope} that runs {@code body}, and returns the channel it sends to. */
  public static <E> ReceiveChannel<E> start(
      TaskScope scope, int capacity, ThrowingConsumer<SendChannel<E>> body) {
    kotlinx.coroutines.channels.Channel<Object> channel =
        ChannelFactory.kotlin(capacity, Overflow.SUSPEND, ChannelConfig.PLAIN);
    SendChannel<E> out =
        new SendChannelAdapter<>(
            channel, ChannelConfig.PLAIN, ChannelFactory.isRendezvousLike(capacity));
    Task<@Nullable Void> producer = scope.launch(() -> body.accept(out));
    producer.start(); // in a lazy scope too, else a receiver would wait indefinitely
    AtomicBoolean isWanted = new AtomicBoolean(true);
    // A completion handler runs after the scope has seen a failure of the task, so that the scope
    // throws that failure and not the one of a receiver. It also runs if the task was cancelled
    // before it began.
    ((InternalTask<?>) producer)
        .job()
        .invokeOnCompletion(
            failure -> {
              if (failure != null && isWanted.get()) {
                CloseCauses.add(failure);
              }
              channel.close(failure);
              return Unit.INSTANCE;
            });
    Runnable cancelProducer =
        () -> {
          isWanted.set(false);
          producer.cancel("the channel that it sends to was cancelled");
        };
    return new ProducedChannel<>(channel, capacity, cancelProducer);
  }
}
