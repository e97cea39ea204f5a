package org.coroutines4j.guide;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.yieldNow;

import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.MutableStateFlow;
import org.coroutines4j.flow.SharedFlow;

/** Flows that several collectors share. */
public final class HotFlows {
  private HotFlows() {}

  /** Runs the program. */
  public static void main(String[] args) {
    state();
    events();
    share();
  }

  private static void state() {
    run(
        scope -> {
          // region state
          MutableStateFlow<Integer> temperature = MutableStateFlow.create(20);
          Task<Integer> alarm = scope.async(() -> temperature.first(t -> t > 30));
          temperature.set(25);
          temperature.updateAndGet(t -> t + 10);
          System.out.println("alarm at " + alarm.await() + ", now " + temperature.value());
          // endregion
        });
  }

  private static void events() {
    run(
        scope -> {
          // region events
          MutableSharedFlow<String> events = MutableSharedFlow.create(2); // keeps two for newcomers
          events.emit("started"); // nobody collects: only kept
          events.emit("loaded");
          Task<List<String>> log = scope.async(() -> events.take(3).toList());
          while (events.collectors() < 1) {
            yieldNow();
          }
          events.emit("ready"); // to all who collect now; waits for the slowest
          System.out.println(log.await());
          // endregion
        });
  }

  private static void share() {
    run(
        scope -> {
          // region share
          AsyncFlow<Integer> prices =
              AsyncFlow.<Integer>generate(
                  out -> {
                    System.out.println("connected"); // once, though two collect
                    for (int price = 100; ; price++) {
                      delay(ofMillis(5));
                      out.emit(price);
                    }
                  });
          SharedFlow<Integer> shared = prices.shareIn(scope, 1);
          Task<Integer> low = scope.async(() -> shared.first(price -> price >= 105));
          Task<Integer> high = scope.async(() -> shared.first(price -> price >= 110));
          System.out.println(low.await() >= 105 && high.await() >= 110);
          // endregion
        });
  }
}
