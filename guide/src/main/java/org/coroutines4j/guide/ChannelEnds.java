package org.coroutines4j.guide;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.run;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.channels.SendResult;

/** How channels end, what is not delivered, and calls that do not wait. */
public final class ChannelEnds {
  private ChannelEnds() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          close();
          undelivered();
          withoutWaiting();
          withATimeout();
          futures();
        });
  }

  private static void close() {
    // region close
    Channel<String> lines = Channel.buffered(8);
    lines.send("first");
    lines.closeExceptionally(new IOException("connection reset"));

    System.out.println(lines.receive()); // what was sent before is still received
    try {
      lines.receive();
    } catch (ChannelClosedException e) {
      System.out.println(e.getCause()); // the very object that was given to the close
    }
    // endregion
  }

  private static void undelivered() {
    // region undelivered
    Channel<String> files =
        Channel.<String>builder()
            .capacity(2)
            .onOverflow(Overflow.DROP_OLDEST)
            .onUndelivered(file -> System.out.println("undelivered: " + file)) // close it here
            .build();
    files.send("a");
    files.send("b");
    files.send("c"); // drops a
    files.cancel(); // drops the rest
    // endregion
  }

  private static void withoutWaiting() {
    // region without-waiting
    Channel<Integer> numbers = Channel.buffered(1);
    System.out.println(numbers.trySend(1) instanceof SendResult.Sent);
    System.out.println(numbers.trySend(2) instanceof SendResult.Full);
    if (numbers.tryReceive() instanceof ReceiveResult.Received<Integer> received) {
      System.out.println("received " + received.value());
    }
    // endregion
  }

  private static void withATimeout() {
    // region with-a-timeout
    Channel<String> orders = Channel.rendezvous();
    if (orders.trySend("coffee", ofMillis(5)) instanceof SendResult.Full) {
      System.out.println("not received within 5 ms"); // the element stays here
    }
    if (orders.tryReceive(ofMillis(5)) instanceof ReceiveResult.Empty) {
      System.out.println("nothing came within 5 ms");
    }
    // endregion
  }

  private static void futures() throws Exception {
    // region futures
    Channel<String> replies = Channel.rendezvous();
    CompletableFuture<String> reply = replies.receiveAsync(); // may be called on an event loop
    CompletableFuture<?> sent = replies.sendAsync("pong");
    sent.join();
    System.out.println(reply.join());
    // endregion
  }
}
