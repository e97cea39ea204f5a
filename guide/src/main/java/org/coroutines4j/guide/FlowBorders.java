package org.coroutines4j.guide;

// region imports
import static org.coroutines4j.Async.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;

// endregion

/** Flows from and to what others speak. */
public final class FlowBorders {
  private FlowBorders() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          from();
          to();
          callback();
        });
  }

  private static void from() {
    // region from
    Channel<Integer> channel = Channel.buffered(2);
    channel.send(1);
    channel.send(2);
    channel.close();
    Publisher<Integer> publisher = AsyncFlow.of(3, 4).toPublisher(); // as any reactive library has

    AsyncFlow<Integer> all =
        AsyncFlow.concat(
            AsyncFlow.fromChannel(channel),
            AsyncFlow.fromPublisher(publisher),
            AsyncFlow.fromStream(() -> Stream.of(5, 6)),
            AsyncFlow.fromIterable(List.of(7)),
            AsyncFlow.fromStage(CompletableFuture.completedFuture(8)));
    System.out.println(all.toList());
    // endregion
  }

  private static void to() {
    // region to
    AsyncFlow<String> words = AsyncFlow.of("flow", "of", "words");
    System.out.println(words.collect(Collectors.joining(" "))); // any Collector
    try (Stream<String> stream = words.stream()) { // pulled, and closed
      System.out.println(stream.mapToInt(String::length).sum());
    }
    // endregion
  }

  /** An API that calls back, as many have. */
  private static final class Feed {
    AutoCloseable listen(Consumer<String> listener) {
      List.of("hello", "world").forEach(listener);
      return () -> System.out.println("no longer listening");
    }
  }

  private static void callback() {
    Feed feed = new Feed();
    // region callback
    AsyncFlow<String> messages =
        AsyncFlow.callback(
            out -> {
              AutoCloseable registration = feed.listen(out::trySend); // must not wait
              return registration; // closed when the collection ends
            });
    System.out.println(messages.take(2).toList());
    // endregion
  }
}
