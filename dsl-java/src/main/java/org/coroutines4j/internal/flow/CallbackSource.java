package org.coroutines4j.internal.flow;

import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.task.AwaitOperations;
import org.jspecify.annotations.Nullable;

/**
 * What a callback sends. It is registered in a task of its own, since it may send by then, and wait
 * for its values to be collected; what ends it is closed by the collector.
 */
public final class CallbackSource<T> {
  private final Channel<T> values;
  private volatile @Nullable AutoCloseable subscription;

  private CallbackSource(Channel<T> values) {
    this.values = values;
  }

  public static <T> AsyncFlow<T> flow(ThrowingFunction<SendChannel<T>, AutoCloseable> subscribe) {
    return BufferedFlow.of(buffering -> source(buffering, subscribe));
  }

  private static <T> Flow<Object> source(
      Buffering buffering, ThrowingFunction<SendChannel<T>, AutoCloseable> subscribe) {
    return FlowInterop.kotlin(
        AsyncFlow.<T>generate(
            out ->
                OperatorScope.run(
                    owing ->
                        new CallbackSource<T>(buffering.channel())
                            .emitAll(owing.on(buffering.dispatcher()), subscribe, out))));
  }

  private void emitAll(
      OperatorScope owing,
      ThrowingFunction<SendChannel<T>, AutoCloseable> subscribe,
      Emitter<T> out)
      throws Exception {
    Task<?> subscribing = owing.launch(() -> subscription = subscribe.apply(values));
    AutoCloseable ending = () -> end(owing, subscribing);
    try (ending) {
      Sources.emitAll(values, out);
      subscribing.join(); // it may have closed the channel before it returns
    }
  }

  private void end(OperatorScope owing, Task<?> subscribing) throws Exception {
    owing.dismiss(subscribing, "what it sends is wanted no more"); // before its sends fail
    values.cancel(); // nobody sends any more, or waits to, when the subscription is closed
    AwaitOperations.nonCancellable(subscribing::join);
    AutoCloseable begun = subscription;
    if (begun != null) {
      begun.close();
    }
  }
}
