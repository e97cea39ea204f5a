package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.List;
import org.coroutines4j.channels.Channel;

/**
 * A producer and a consumer, with a channel between them. Where no task asks whether the work is
 * done, a channel is simpler than a queue: closing it ends the consumer's loop, so that there is no
 * mark of the end to put in.
 *
 * <p>asyncio tutorial 003, row 003-10.
 */
final class ProducerAndConsumer {
  private ProducerAndConsumer() {}

  static void main(PrintStream out) {
    Channel<String> channel = Channel.buffered(2);
    run(
        scope -> {
          scope.launch(() -> produce(channel, out));
          scope.launch(() -> consume(channel, out));
        });
  }

  private static void produce(Channel<String> channel, PrintStream out) {
    for (String item : List.of("a", "b", "c")) {
      out.println("Produced: " + item); // before it is sent: the consumer runs in parallel
      channel.send(item);
      delay(ofMillis(250));
    }
    channel.close();
  }

  private static void consume(Channel<String> channel, PrintStream out) {
    for (String item : channel) {
      out.println("  Consumed: " + item);
    }
  }
}
