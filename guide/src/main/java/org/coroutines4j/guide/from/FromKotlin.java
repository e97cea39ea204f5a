package org.coroutines4j.guide.from;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.Optional;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableStateFlow;

// endregion

/** Programs of Kotlin, in Java. */
public final class FromKotlin {
  private FromKotlin() {}

  // region load
  static String load(String name, int millis) { // no suspend: any method may wait
    delay(ofMillis(millis));
    return name;
  }

  // endregion

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    // region run
    run(
        scope -> {
          scope.launch(() -> System.out.println("launched"));
          Task<String> page = scope.async(() -> load("page", 200));
          System.out.println(page.await());
        });
    // endregion
    scopes();
    context();
    timeouts();
    cleanup();
    channels();
    selecting();
    flows();
    states();
  }

  private static void scopes() {
    // region scopes
    String both =
        taskScope()
            .call(
                scope -> {
                  Task<String> a = scope.async(() -> load("a", 5));
                  Task<String> b = scope.async(() -> load("b", 5));
                  return a.await() + b.await();
                });
    supervisorScope().run(scope -> scope.launch(() -> System.out.println(both)));
    // endregion
  }

  private static void context() {
    // region context
    int sum = withContext(Dispatchers.cpu(), () -> 1 + 2);
    System.out.println(sum);
    // endregion
  }

  private static void timeouts() {
    // region timeout
    Optional<String> page = withTimeoutOrEmpty(ofMillis(10), () -> load("slow", 60_000));
    System.out.println(page.isPresent());
    // endregion
  }

  private static void cleanup() {
    run(
        scope -> {
          // region cleanup
          Task<?> task =
              scope.launch(
                  () -> {
                    try {
                      delay(ofSeconds(60));
                    } finally {
                      nonCancellable(() -> delay(ofMillis(1)));
                    }
                  });
          task.cancelAndJoin();
          // endregion
        });
  }

  private static void channels() {
    run(
        scope -> {
          // region channel
          ReceiveChannel<Integer> squares =
              Channel.produce(
                  scope,
                  16,
                  out -> {
                    for (int i = 1; i <= 3; i++) {
                      out.send(i * i);
                    }
                  });
          for (int square : squares) {
            System.out.println(square);
          }
          // endregion
        });
  }

  private static void selecting() {
    Channel<String> orders = Channel.buffered(1);
    orders.send("tea");
    // region select
    String first =
        select()
            .onReceive(orders, order -> "order " + order)
            .onTimeout(ofSeconds(1), () -> "nothing")
            .await();
    System.out.println(first);
    // endregion
  }

  private static void flows() {
    // region flow
    AsyncFlow<Integer> numbers =
        AsyncFlow.generate(
            out -> {
              for (int i = 0; i < 3; i++) {
                out.emit(i);
              }
            });
    numbers
        .map(n -> n * 10)
        .flowOn(Dispatchers.io())
        .recover(failure -> -1)
        .collect(System.out::println);
    // endregion
  }

  private static void states() {
    // region state
    MutableStateFlow<Integer> count = MutableStateFlow.create(0);
    count.updateAndGet(n -> n + 1);
    System.out.println(count.value());
    // endregion
  }
}
