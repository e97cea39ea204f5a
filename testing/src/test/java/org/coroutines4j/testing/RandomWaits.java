package org.coroutines4j.testing;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.testing.RandomProgram.pause;
import static org.coroutines4j.testing.RandomProgram.someTime;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.sync.AsyncBarrier;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;

/** Tasks that wait for one another, never indefinitely. */
final class RandomWaits {
  private final RandomProgram program;
  private final Channel<String> handover = Channel.rendezvous();
  private final Channel<String> letters = Channel.buffered(2);
  private final AsyncQueue<String> queue = AsyncQueue.priority(3);
  private final AsyncMutex mutex = new AsyncMutex();
  private final AsyncSemaphore permits = new AsyncSemaphore(2);
  private final AsyncEvent event = new AsyncEvent();
  private final AsyncBarrier barrier = new AsyncBarrier(3);

  RandomWaits(RandomProgram program) {
    this.program = program;
  }

  Object step(String name, Random random) throws Exception {
    return switch (random.nextInt(10)) {
      case 0 -> {
        withTimeout(ofMillis(50), () -> handover.send(name));
        yield "hand over";
      }
      case 1 -> withTimeoutOrEmpty(ofMillis(50), handover::receive);
      case 2 -> {
        withTimeout(ofMillis(30), () -> queue.put(name));
        yield "put";
      }
      case 3 -> withTimeoutOrEmpty(ofMillis(30), queue::get);
      case 4 -> guarded(name, random);
      case 5 -> meet(random);
      case 6 -> inFuture(name, random);
      case 7 -> retried(random);
      default -> chosen(name, random);
    };
  }

  private String guarded(String name, Random random) {
    mutex.withLock(() -> pause(random));
    program.say(name + " had the lock");
    permits.withPermit(() -> pause(random));
    return "work";
  }

  private Object meet(Random random) {
    if (random.nextBoolean()) {
      return withTimeoutOrEmpty(ofMillis(40), barrier::await);
    }
    if (event.isSet()) {
      event.clear();
    } else if (random.nextBoolean()) {
      event.set();
    }
    withTimeout(ofMillis(40), () -> event.await());
    return "event";
  }

  /** Whoever sends or receives completes it, and runs what depends on it. */
  private String inFuture(String name, Random random) {
    CompletableFuture<?> got =
        letters.receiveAsync().thenAccept(l -> program.say(name + " later gets " + l));
    CompletableFuture<?> sent =
        letters.sendAsync(name).thenRun(() -> program.say(name + " is later sent"));
    assertThat(got).isNotSameAs(sent);
    pause(random);
    return "futures";
  }

  private Object retried(Random random) {
    RetryPolicy policy =
        RetryPolicy.maxAttempts(4).exponentialBackoff(ofMillis(7), ofMillis(20)).jitter(0.5);
    return retry(
        policy,
        () -> {
          if (random.nextInt(3) > 0) {
            throw new IllegalStateException("not yet");
          }
          return "tried";
        });
  }

  private String chosen(String name, Random random) {
    var start = random.nextBoolean() ? select().fair() : select();
    return start
        .onReceive(letters, got -> "chose a letter of " + got)
        .onSend(handover, name, () -> "chose to hand over")
        .onReceive(queue, got -> "chose the item of " + got)
        .onTimeout(someTime(random), () -> "chose to go on")
        .await();
  }
}
