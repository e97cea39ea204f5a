package org.coroutines4j.internal.flow;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.StageWatch;
import org.coroutines4j.runtime.coroutine.Undelivering;
import org.coroutines4j.runtime.dispatch.SneakyThrow;

/** Where the values of flows come from. */
public final class Sources {
  private Sources() {}

  @SuppressWarnings("unchecked") // values are objects
  public static <T> AsyncFlow<T> generate(ThrowingConsumer<Emitter<T>> body) {
    return new FlowAdapter<>(new GeneratorFlow((ThrowingConsumer<Emitter<Object>>) (Object) body));
  }

  public static <T> AsyncFlow<T> of(T[] values) {
    return fromIterable(FlowPreconditions.nonNull(values, "values"));
  }

  public static <T> AsyncFlow<T> empty() {
    return FlowInterop.of(FlowKt.emptyFlow());
  }

  public static AsyncFlow<Integer> range(int from, int to) {
    return from >= to ? empty() : FlowInterop.of(new RangeFlow(from, to - 1));
  }

  public static <T> AsyncFlow<T> iterate(T seed, ThrowingFunction<? super T, ? extends T> next) {
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(next, "next");
    return generate(
        out -> {
          T value = seed;
          while (true) {
            out.emit(value);
            value = UserFunctions.nonNull(next.apply(value));
          }
        });
  }

  public static <T> AsyncFlow<T> fromIterable(Iterable<? extends T> items) {
    Objects.requireNonNull(items, "items");
    return generate(
        out -> {
          for (T item : items) {
            out.emit(item);
          }
        });
  }

  public static <T> AsyncFlow<T> fromStream(Callable<? extends Stream<? extends T>> items) {
    Objects.requireNonNull(items, "items");
    return generate(
        out -> {
          try (Stream<? extends T> stream = items.call()) {
            stream.iterator().forEachRemaining(out::emit);
          }
        });
  }

  public static <T> AsyncFlow<T> fromChannel(ReceiveChannel<? extends T> channel) {
    Objects.requireNonNull(channel, "channel");
    return generate(out -> emitAll(channel, out));
  }

  /**
   * Cancels {@code channel} when the collection ends; {@code twice} says that there is only one.
   */
  static <T> AsyncFlow<T> once(ReceiveChannel<? extends T> channel, String twice) {
    AtomicBoolean begun = new AtomicBoolean();
    return generate(
        out -> {
          if (begun.getAndSet(true)) {
            throw new IllegalStateException(twice);
          }
          emitAllOf(channel, out);
        });
  }

  /** As {@link #emitAll}; nobody sends to {@code channel}, or waits to, when this has ended. */
  private static <T> void emitAllOf(ReceiveChannel<? extends T> channel, Emitter<T> out) {
    try {
      emitAll(channel, out);
    } finally {
      channel.cancel();
    }
  }

  /** Emits until the channel is closed; throws its cause if that is a failure. */
  static <T> void emitAll(ReceiveChannel<? extends T> channel, Emitter<T> out) {
    while (true) {
      ReceiveResult.OrClosed<? extends T> next = channel.receiveOrClosed();
      if (next instanceof ReceiveResult.Received<? extends T> received) {
        handOn(received.value(), channel, out);
      } else {
        Throwable failure = ((ReceiveResult.Closed<? extends T>) next).cause();
        if (failure instanceof CancellationException) { // not that of who collects this
          T unused = channel.receive(); // which throws, and knows whether it was cancelled
          throw new ChannelClosedException(failure);
        }
        if (failure != null) {
          throw SneakyThrow.sneak(failure);
        }
        return;
      }
    }
  }

  /** Emits {@code value}; if that is cancelled before anybody gets it, the channel is told. */
  private static <T> void handOn(T value, ReceiveChannel<?> channel, Emitter<T> out) {
    try {
      GeneratorFlow.handOn(value, out);
    } catch (CancellationException e) {
      if (channel instanceof Undelivering owner) {
        GeneratorFlow.giveBack(value, out, () -> owner.undelivered(value));
      }
      throw e;
    }
  }

  public static <T> AsyncFlow<T> fromStage(CompletionStage<? extends T> stage) {
    Objects.requireNonNull(stage, "stage");
    return generate(
        out -> out.emit(CoroutineThreads.call(body -> Sources.<T>valueOf(body, stage))));
  }

  /** As {@code await}, but leaves the stage alone when the collector is cancelled. */
  @SuppressWarnings({"unchecked", "NullAway"}) // of a T; emit refuses a null
  private static <T> T valueOf(CoroutineThread body, CompletionStage<? extends T> stage) {
    body.checkpoint();
    StageWatch watch = StageWatch.shared(stage);
    if (!watch.isOver()) {
      watch.await(body);
    }
    Throwable failure = watch.failure();
    if (failure != null) {
      throw TaskFailedException.unchecked(failure);
    }
    return (T) watch.value();
  }

  public static <T> AsyncFlow<T> channelFlow(ThrowingBiConsumer<TaskScope, SendChannel<T>> body) {
    Objects.requireNonNull(body, "body");
    return ConcurrentOperators.sending((owing, out) -> body.accept(owing.scope(), out));
  }
}
