package org.coroutines4j.testing;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.selectRun;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.jspecify.annotations.Nullable;

/** A service at work: orders come in, and a slow and unreliable store takes them, or does not. */
final class SimulatedDay {
  private static final RetryPolicy PATIENT =
      RetryPolicy.maxAttempts(4)
          .exponentialBackoff(ofSeconds(1), ofSeconds(30))
          .jitter(0.2)
          .retryOn(RuntimeException.class);

  private final TestScope test;
  private final List<String> trace;

  /** What the world outside does to the service: each day the same. */
  private final Random world = new Random(1);

  private final Channel<Integer> orders = Channel.buffered(8);
  private final Channel<Integer> stored = Channel.rendezvous();
  private final AsyncQueue<Integer> given = AsyncQueue.priority(100);
  private final AsyncSemaphore connections = new AsyncSemaphore(2);
  private final AsyncMutex ledger = new AsyncMutex();

  private SimulatedDay(TestScope test, List<String> trace) {
    this.test = test;
    this.trace = trace;
  }

  /**
   * Returns what happens within {@code length}; {@code seed} decides the order in which tasks run.
   */
  static List<String> trace(Duration length, @Nullable Long seed) {
    List<String> trace = new ArrayList<>();
    TestAction day = test -> new SimulatedDay(test, trace).pass(length);
    if (seed == null) {
      VirtualTime.runTest(day);
    } else {
      VirtualTime.runTest(seed, day);
    }
    return trace;
  }

  private void pass(Duration length) {
    try (ServiceScope service =
        ServiceScope.builder("shop")
            .onFailure((task, failure) -> say(task.name() + ": " + failure.getMessage()))
            .open()) {
      service.named("source").launch(this::takeOrders);
      for (int i = 1; i <= 3; i++) {
        String name = "worker " + i;
        service.named(name).launch(() -> work(name));
      }
      service.named("books").launch(this::keepBooks);
      service.named("second try").launch(this::tryAgain);
      AsyncFlow.ticker(ofMinutes(10)).onEach(tick -> check(service, tick)).launchIn(service);
      delay(length);
    }
    say("closed");
  }

  private void takeOrders() {
    AsyncFlow.ticker(ofSeconds(60))
        .map(Long::intValue)
        .collect(
            order -> {
              delay(ofSeconds(world.nextInt(50)));
              orders.send(order);
            });
  }

  private void work(String name) {
    for (int order : orders) {
      try {
        stored.send(retry(PATIENT, () -> withTimeout(ofSeconds(5), () -> store(name, order))));
      } catch (RuntimeException e) {
        say(name + " gives up " + order + ": " + e.getClass().getSimpleName());
        given.put(order);
      }
    }
  }

  private int store(String name, int order) {
    return connections.withPermit(
        () -> {
          delay(Duration.ofMillis(world.nextInt(8_000)));
          if (world.nextInt(4) == 0) {
            throw new IllegalStateException("the store refuses " + order);
          }
          ledger.withLock(() -> say(name + " has stored " + order));
          return order;
        });
  }

  private void keepBooks() {
    int[] count = {0};
    while (true) {
      selectRun()
          .onReceive(stored, order -> count[0]++)
          .onTimeout(ofSeconds(90), () -> say("quiet, after " + count[0]))
          .await();
    }
  }

  private void tryAgain() {
    while (true) {
      delay(ofMinutes(7));
      int again = withTimeoutOrEmpty(ofMinutes(3), given::get).orElse(-1);
      say("again " + again);
      if (again >= 0) {
        orders.send(again);
      }
    }
  }

  private void check(ServiceScope service, long tick) {
    ledger.withLock(() -> delay(Duration.ofMillis(500)));
    say("check " + tick + ", " + given.size() + " given up");
    if (tick % 6 == 5) {
      service
          .named("report " + tick)
          .launch(
              () -> {
                delay(ofSeconds(3));
                throw new IllegalStateException("no paper");
              });
    }
  }

  private void say(String what) {
    trace.add(test.clock().elapsed() + " " + what);
  }

  /** Prints the trace of some hours, with a seed if there is a second argument. */
  public static void main(String[] args) {
    Long seed = args.length > 1 ? Long.valueOf(args[1]) : null;
    trace(Duration.ofHours(Long.parseLong(args[0])), seed).forEach(System.out::println);
  }
}
