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
 * The source behind {@link AsyncFlow#callback}. The callback is registered in a task of its own,
 * because it may send, and wait for the collector, before the registration returns. The collector
 * closes the subscription.
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
                    operator ->
                        new CallbackSource<T>(buffering.channel())
                            .emitAll(
                                operator.on(buffering.dispatcher()).named(buffering.name()),
                                subscribe,
                                out))));
  }

  private void emitAll(
      OperatorScope operator,
      ThrowingFunction<SendChannel<T>, AutoCloseable> subscribe,
      Emitter<T> out)
      throws Exception {
    Task<?> subscribing = operator.launch(() -> subscription = subscribe.apply(values));
    AutoCloseable ending = () -> end(operator, subscribing);
    try (ending) {
      Sources.emitAll(values, out);
      subscribing.join(); // the callback may close the channel before subscribe returns
    }
  }

  private void end(OperatorScope operator, Task<?> subscribing) throws Exception {
    // Before its sends fail: their exception would count as a failure of the operator.
    operator.cancel(subscribing, "the collection of its values has ended");
    values.cancel(); // so that no callback waits in send while the subscription is closed
    AwaitOperations.nonCancellable(subscribing::join);
    AutoCloseable opened = subscription;
    if (opened != null) {
      opened.close();
    }
  }
}
