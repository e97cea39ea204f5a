package org.coroutines4j.internal.flow;

import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.Resource;
import org.coroutines4j.Task;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.StageWatch;
import org.coroutines4j.runtime.coroutine.UndeliveredElementHandler;

/** The sources of flows. */
public final class Sources {
  private Sources() {}

  @SuppressWarnings("unchecked") // values are objects
  public static <T> AsyncFlow<T> generate(ThrowingConsumer<Emitter<T>> body) {
    return new FlowAdapter<>(new GeneratorFlow((ThrowingConsumer<Emitter<Object>>) (Object) body));
  }

  @SuppressWarnings("unchecked") // values are objects
  static <T> AsyncFlow<T> pullable(ThrowingConsumer<Emitter<T>> body, Supplier<Puller> pullers) {
    GeneratorFlow generator = new GeneratorFlow((ThrowingConsumer<Emitter<Object>>) (Object) body);
    return new FlowAdapter<>(new SourceFlow(generator, pullers));
  }

  public static <T> AsyncFlow<T> of(T[] values) {
    return fromIterable(Preconditions.nonNull(values, "values"));
  }

  public static <T> AsyncFlow<T> empty() {
    return FlowInterop.of(FlowKt.emptyFlow());
  }

  public static <T> AsyncFlow<T> fromIterable(Iterable<? extends T> items) {
    Objects.requireNonNull(items, "items");
    return pullable(
        out -> {
          for (T item : items) {
            out.emit(item);
          }
        },
        () -> SourcePullers.iterable(items));
  }

  public static <T> AsyncFlow<T> fromIterator(Iterator<? extends T> items) {
    Objects.requireNonNull(items, "items");
    AtomicBoolean begun = new AtomicBoolean();
    return generate(
        out -> {
          requireFirst(begun, "the flow of an iterator may be collected once");
          while (items.hasNext()) {
            out.emit(items.next());
          }
        });
  }

  private static void requireFirst(AtomicBoolean begun, String message) {
    if (begun.getAndSet(true)) {
      throw new IllegalStateException(message);
    }
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
    return pullable(out -> emitAll(channel, out), () -> new ChannelPuller(channel));
  }

  /**
   * Returns a flow of the elements of {@code channel} that can be collected once. The end of the
   * collection cancels {@code channel}. A second collection fails with {@code message}.
   */
  static <T> AsyncFlow<T> once(ReceiveChannel<? extends T> channel, String message) {
    AtomicBoolean begun = new AtomicBoolean();
    return generate(
        out -> {
          requireFirst(begun, message);
          emitAllAndCancel(channel, out);
        });
  }

  /**
   * Emits as {@link #emitAll} does, and then cancels {@code channel}, so that no sender waits any
   * more.
   */
  private static <T> void emitAllAndCancel(ReceiveChannel<? extends T> channel, Emitter<T> out) {
    try {
      emitAll(channel, out);
    } finally {
      channel.cancel();
    }
  }

  /**
   * Emits the elements of {@code channel} until it is closed. Throws the cause of the close if
   * there is one.
   */
  static <T> void emitAll(ReceiveChannel<? extends T> channel, Emitter<T> out) {
    while (true) {
      ReceiveResult.OrClosed<? extends T> next = channel.receiveOrClosed();
      if (next instanceof ReceiveResult.Received<? extends T> received) {
        handOn(received.value(), channel, out);
      } else {
        Throwable failure = ((ReceiveResult.Closed<? extends T>) next).cause();
        if (failure != null) {
          throw ChannelPuller.failureOf(channel, failure);
        }
        return;
      }
    }
  }

  /**
   * Emits {@code value}. If a cancellation comes before any code receives it, returns it to the
   * channel as undelivered.
   */
  private static <T> void handOn(T value, ReceiveChannel<?> channel, Emitter<T> out) {
    try {
      GeneratorFlow.handOn(value, out);
    } catch (CancellationException e) {
      if (channel instanceof UndeliveredElementHandler owner) {
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

  /**
   * Awaits {@code stage}, as {@code await} does, but does not cancel it when the collector is
   * cancelled.
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // the value is a T; emit refuses null
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

  public static <T> AsyncFlow<T> fromTask(Task<? extends T> task) {
    Objects.requireNonNull(task, "task");
    return generate(out -> out.emit(task.await()));
  }

  public static <R, T> AsyncFlow<T> using(
      Resource<? extends R> resource,
      ThrowingFunction<? super R, ? extends AsyncFlow<? extends T>> fn) {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(fn, "fn");
    return generate(
        out ->
            FlowInterop.runInside(
                () ->
                    resource.run(
                        acquired -> out.emitAll(LambdaAdapters.nonNull(fn.apply(acquired))))));
  }

  public static <T> AsyncFlow<T> channelFlow(ThrowingBiConsumer<TaskScope, SendChannel<T>> body) {
    Objects.requireNonNull(body, "body");
    return ConcurrentOperators.sending((operator, out) -> body.accept(operator.scope(), out));
  }
}
