package consumer;

import static consumer.FlowOperators.check;
import static consumer.FlowOperators.numbers;
import static java.time.Duration.ofMillis;
import static java.util.Map.entry;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.Resource;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;

/** Uses each source of flows once. */
final class FlowSources {
  private FlowSources() {}

  static void run() {
    check(AsyncFlow.<Integer>generate(out -> out.emit(1)).toList(), List.of(1));
    check(AsyncFlow.empty().toList(), List.of());
    check(AsyncFlow.range(0, 2).toList(), List.of(0, 1));
    check(AsyncFlow.iterate(1, n -> n * 2).take(3).toList(), List.of(1, 2, 4));
    check(AsyncFlow.fromIterable(List.of(1)).toList(), List.of(1));
    check(AsyncFlow.fromStream(() -> Stream.of(1)).toList(), List.of(1));
    check(AsyncFlow.fromChannel(closedChannel()).toList(), List.of(1));
    check(AsyncFlow.fromPublisher(numbers().toPublisher()).toList(), List.of(1, 2, 3));
    check(AsyncFlow.fromStage(CompletableFuture.completedFuture(1)).toList(), List.of(1));
    check(AsyncFlow.ticker(ofMillis(1)).take(2).toList(), List.of(0L, 1L));
    check(AsyncFlow.<Integer>channelFlow((s, out) -> out.send(1)).toList(), List.of(1));
    check(
        AsyncFlow.<Integer>callback(
                out -> {
                  out.send(1);
                  out.close();
                  return () -> {};
                })
            .toList(),
        List.of(1));
  }

  static void bounded(TaskScope scope) {
    check(
        Async.withTimeoutOrEmpty(ofMillis(1), () -> AsyncFlow.never().first()), Optional.empty());
    check(AsyncFlow.emptyAfter(ofMillis(1)).toList(), List.of());
    check(AsyncFlow.failed(new IllegalStateException("meant")).recover(e -> 7).toList(), List.of(7));
    check(
        AsyncFlow.unfold(1, n -> n > 2 ? Optional.empty() : Optional.of(entry(n, n + 1))).toList(),
        List.of(1, 2));
    check(AsyncFlow.repeat(() -> 1).take(2).toList(), List.of(1, 1));
    check(AsyncFlow.range(0, 5, 2).toList(), List.of(0, 2, 4));
    check(AsyncFlow.fromIterator(List.of(1, 2).iterator()).toList(), List.of(1, 2));
    check(AsyncFlow.fromReader(() -> new StringReader("text")).reduce(String::concat), "text");
    check(AsyncFlow.fromTask(scope.async(() -> 3)).toList(), List.of(3));
    check(AsyncFlow.using(Resource.of(() -> 4, n -> {}), AsyncFlow::of).toList(), List.of(4));
  }

  private static Channel<Integer> closedChannel() {
    Channel<Integer> channel = Channel.buffered(1);
    channel.send(1);
    channel.close();
    return channel;
  }
}
